export const begun = true;

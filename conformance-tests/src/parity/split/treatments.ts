/** The treatments that flags serve. */
export const treatments = ['on', 'off', 'v1', 'v2', 'größe'] as const;

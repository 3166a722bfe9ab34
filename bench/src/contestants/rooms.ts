import type { VendorName } from '../definitions/places.js';
import type { Room } from './room.js';
import type { AmplitudeRoom } from './amplitude/room.js';
import type { FfcRoom } from './featureflag-co/room.js';
import type { HackleRoom } from './hackle/room.js';
import type { SplitRoom } from './split/room.js';

interface Rooms {
  readonly split: SplitRoom;
  readonly hackle: HackleRoom;
  readonly 'featureflag-co': FfcRoom;
  readonly amplitude: AmplitudeRoom;
}

/** Loaded when it is wanted: a process that measures one vendor stays free of the code of the others. */
const rooms: { readonly [V in VendorName]: () => Promise<Rooms[V]> } = {
  split: async () => (await import('./split/room.js')).splitRoom,
  hackle: async () => (await import('./hackle/room.js')).hackleRoom,
  'featureflag-co': async () => (await import('./featureflag-co/room.js')).ffcRoom,
  amplitude: async () => (await import('./amplitude/room.js')).amplitudeRoom,
};

type AnyRoom = Room<string, string, unknown>;

/** The room of a vendor. Whoever asks for it has the names that belong to it from `Asked`. */
export async function roomOf(vendor: VendorName): Promise<AnyRoom> {
  return await rooms[vendor]();
}

/** One contestant of a vendor's: who, and over which definitions. */
export interface Contestant<Who extends string = string, Set extends string = string> {
  readonly name: string;
  readonly who: Who;
  readonly set: Set;
}

/** Who is asked what, in the words of one vendor. */
export type Asked = {
  readonly [V in VendorName]: Rooms[V] extends Room<infer Who, infer Set, infer Question>
    ? {
        readonly vendor: V;
        readonly contestants: readonly Contestant<Who, Set>[];
        readonly question: Question;
        /** What everybody is asked many times before, so that what the runtime has learned holds for that too. */
        readonly before?: Question;
      }
    : never;
}[VendorName];

/** Everything that is asked through OpenFeature, in the words of one vendor. */
export type AskedByContext = {
  readonly [V in VendorName]: Rooms[V] extends Room<string, infer Set, infer Question>
    ? { readonly vendor: V; readonly set: Set; readonly question: Question }
    : never;
}[VendorName];

import type { DemoPerson } from '../people/directory.ts';

/** The staff of the desk. Three, because two others must approve for an agent who lost the phone. */
export const demoAgents: readonly DemoPerson[] = [
  { userName: 'kemal', fullName: 'Kemal Aydin', email: 'kemal@desk.example', password: 'twelve paper boats' },
  {
    userName: 'leonie',
    fullName: 'Leonie Brandt',
    email: 'leonie@desk.example',
    password: 'yellow garden door 5',
  },
  { userName: 'malik', fullName: 'Malik Osei', email: 'malik@desk.example', password: 'slow train north 19' },
];

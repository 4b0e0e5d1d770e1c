import type { DemoPerson } from './directory.ts';

/** Made up, and printed on start. Whoever copies this portal brings their own users. */
export const northquayPeople: readonly DemoPerson[] = [
  { userName: 'alice', fullName: 'Alice Moore', email: 'alice@example.com', password: 'quiet harbour 41' },
  { userName: 'bashir', fullName: 'Bashir Khan', email: 'bashir@example.com', password: 'copper lantern 87' },
];

export const ringwellPeople: readonly DemoPerson[] = [
  { userName: 'carla', fullName: 'Carla Rossi', email: 'carla@example.com', password: 'seven tall pines 3' },
  {
    userName: 'dimitri',
    fullName: 'Dimitri Pavlou',
    email: 'dimitri@example.com',
    password: 'marble staircase 9',
  },
];

import type { DemoPerson } from './directory.ts';

/** Invented, and printed at the start. If you copy this portal, use your own users. */
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

export const milldrumPeople: readonly DemoPerson[] = [
  {
    userName: 'helena',
    fullName: 'Helena Novak',
    email: 'helena@example.com',
    phone: '+447700900142',
    password: 'paper kite 52 west',
  },
  {
    userName: 'ibrahim',
    fullName: 'Ibrahim Sesay',
    email: 'ibrahim@example.com',
    password: 'old oak bench 6',
  },
];

export const tarnfieldPeople: readonly DemoPerson[] = [
  {
    userName: 'greta',
    fullName: 'Greta Lind',
    email: 'greta@example.com',
    phone: '+447700900231',
    password: 'winter apples 28',
  },
  {
    userName: 'hugo',
    fullName: 'Hugo Ferrer',
    email: 'hugo@example.com',
    phone: '+447700900388',
    password: 'small blue boat 7',
  },
];

/** Two people of one customer, each with their own sign-in. */
export const quillbrookPeople: readonly DemoPerson[] = [
  { userName: 'ines', fullName: 'Inês Duarte', email: 'ines@example.com', password: 'glass river 64' },
  { userName: 'jonas', fullName: 'Jonas Weber', email: 'jonas@example.com', password: 'nine silver keys' },
];

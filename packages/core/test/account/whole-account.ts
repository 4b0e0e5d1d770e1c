import type { Account } from '../../src/account/account.ts';

/** With every optional member: what is added to an account is missing here until somebody adds it. */
type Whole<T> = T extends readonly (infer Entry)[]
  ? readonly Whole<Entry>[]
  : T extends object
    ? { readonly [K in keyof T]-?: Whole<T[K]> }
    : T;

/** An account with everything that one can have. */
export const wholeAccount: Whole<Account> = {
  schema: 1,
  userId: 'user/Ünï:1',
  tags: ['Zmlyc3QtdGFn', 'c2Vjb25kLXRhZw', 'Z29sZGVuLXRhZw'],
  createdAt: 1767603600000,
  epoch: 'Zm9ydHktdHdv',
  factors: [
    {
      id: 'phone',
      method: 'totp',
      label: 'My phone',
      createdAt: 1767603600000,
      failures: {
        count: 2,
        lastAt: 1767603605000,
      },
      data: {
        secret: 'golden.Vcuo1rOj423m4Nbe3n-n4FGVYoQYpnsYVHtzEplbTQytQJYnfrfsGUpR5FZj7fFr5UZ_MO1LBGI45Pqh',
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        lastStep: 58920000,
      },
      status: 'active',
      activatedAt: 1767603660000,
      lastUsedAt: 1767603690000,
    },
    {
      id: 'lost',
      method: 'totp',
      label: '“Old” app\0 \\ 日本語 🗝',
      createdAt: 1767603600000,
      failures: {
        count: 100,
        lastAt: 1767603605000,
      },
      data: {
        secret: 'golden.R9t2VAjml2Wkrj0sjSmaOSg2POPbLUhJ9sTudn4_QvTjj3prScceqXZiDJAlPo02ZRm7vxigNhBTpsxX',
        algorithm: 'SHA512',
        digits: 8,
        periodSeconds: 60,
        lastStep: 29460000,
      },
      status: 'suspended',
      activatedAt: 1767603660000,
      lastUsedAt: 1767603670000,
      suspendedAt: 1767603680000,
      suspendedFor: 'cmVjb3Zlcnkx',
    },
    {
      id: 'card',
      method: 'x-card',
      label: '__proto__',
      createdAt: 1767603600000,
      failures: {
        count: 0,
        lastAt: 0,
      },
      data: {
        serial: 'K-1',
        verified: true,
        note: null,
        uses: 3,
      },
      status: 'active',
      activatedAt: 1767603661000,
      lastUsedAt: 1767603661000,
    },
    {
      id: 'new',
      method: 'totp',
      label: 'New phone',
      createdAt: 1767603600000,
      failures: {
        count: 1,
        lastAt: 1767603605000,
      },
      data: {
        secret: 'golden.Opb8P3Ou3KlPp467vOqUQ58XagwW6RLDqUrzBfyFFGMPC5S-uRwwG7DYHhYHbpq5hIQ3PPYyZ_QIXhR5',
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
      },
      status: 'pending',
      awaits: 'proof',
      expiresAt: 1767604500000,
      epoch: 'Zm9ydHktdHdv',
      replaces: 'phone',
      grant: 'Z3JhbnQtMQ',
    },
    {
      id: 'proven',
      method: 'totp',
      label: 'Tablet',
      createdAt: 1767603600000,
      failures: {
        count: 0,
        lastAt: 0,
      },
      data: {
        secret: 'golden.lYTce-GnTBmiyCI5hLpCpKbcuE1FTh14iUM7q9wfFVuccmvES7dV_p0U17vrLUfmGJ6yuHK0wnfLEIR0',
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        lastStep: 58920001,
      },
      status: 'pending',
      awaits: 'acknowledgement',
      expiresAt: 1767604500000,
      epoch: 'Zm9ydHktdHdv',
      grant: 'Z3JhbnQtMQ',
      replaces: 'phone',
    },
  ],
  primary: 'phone',
  backupCodes: {
    id: 'VbhxcRogEvQ65Xj9',
    createdAt: 1767603600000,
    issued: 3,
    kdf: {
      name: 'scrypt',
      n: 16384,
      r: 8,
      p: 1,
    },
    salt: '25xVmJGUjSN4vJJ97TVFXQ',
    hashes: ['xgcTbEumy5w7MR4n7ol9-0akHz-WswCqNeVdwsEUWgk', 'hiwELSMPY-VllcKx8Ngq32RdVzRFozR_0v8Gm4-gpsU'],
    used: ['dXNlZC1oYXNo'],
    failures: {
      count: 1,
      lastAt: 1767603607000,
    },
    acknowledgedAt: 1767603608000,
    suspendedFor: 'cmVjb3Zlcnkx',
  },
  waitingBackupCodes: {
    id: 'd2FpdGluZy1zZXQ',
    createdAt: 1767603600000,
    issued: 3,
    kdf: {
      name: 'scrypt',
      n: 16384,
      r: 8,
      p: 1,
    },
    salt: '25xVmJGUjSN4vJJ97TVFXQ',
    hashes: ['xgcTbEumy5w7MR4n7ol9-0akHz-WswCqNeVdwsEUWgk', 'hiwELSMPY-VllcKx8Ngq32RdVzRFozR_0v8Gm4-gpsU'],
    used: ['dXNlZC1oYXNo'],
    failures: {
      count: 1,
      lastAt: 1767603607000,
    },
    acknowledgedAt: 1767603608000,
    suspendedFor: 'Z3JhbnQtMQ',
  },
  spent: [
    {
      id: 'Y2hhbGxlbmdl',
      until: 1767604200000,
    },
  ],
  postponed: [
    {
      rule: 'everyone',
      firstAt: 1767603600000,
      times: 2,
    },
  ],
  sends: [
    {
      method: 'email',
      at: 1767603609000,
      budget: 'enrolment',
      unsent: true,
    },
    {
      method: 'x-letter',
      at: 1767603610000,
      budget: 'proven',
      unsent: true,
    },
  ],
  trustedDevices: [
    {
      id: 'ZGV2aWNlLTE',
      hash: 'golden.aGFzaC0x',
      series: 'golden.c2VyaWVzLTE',
      previous: {
        hash: 'golden.aGFzaC0w',
        until: 1767603669000,
      },
      name: 'Firefox on Linux',
      place: 'Zürich',
      epoch: 'Zm9ydHktdHdv',
      evidence: [
        {
          method: 'totp',
          factorId: 'phone',
          at: 1767603609000,
          traits: [],
          channel: 'email:mail',
        },
        {
          method: 'webauthn',
          factorId: 'phone',
          at: 1767603609000,
          traits: ['phishing-resistant', 'user-verified', 'device-bound'],
          channel: 'email:mail',
        },
      ],
      createdAt: 1767603609000,
      lastUsedAt: 1767603610000,
      expiresAt: 1770195609000,
    },
  ],
  recoveries: [
    {
      id: 'cmVjb3Zlcnkx',
      via: 'support',
      requestedBy: {
        kind: 'staff',
        id: 'desk/1',
      },
      requestedAt: 1767603609000,
      expiresAt: 1768208409000,
      approvals: [
        {
          by: 'desk/2',
          at: 1767603610000,
          checks: ['passport'],
          code: {
            hash: 'golden.cGFydC1vbmU',
            usedAt: 1767603611000,
          },
        },
      ],
      contested: true,
      cancelSecret: 'golden.Y2FuY2VsLXNlY3JldA',
      cancelHash: 'Y2FuY2VsLWhhc2g',
      failures: {
        count: 1,
        lastAt: 1767603610500,
      },
      contactCode: {
        hash: 'golden.Y29udGFjdC1jb2Rl',
        usedAt: 1767603609000,
      },
      grant: {
        id: 'Z3JhbnQtMQ',
        at: 1767603611000,
        expiresAt: 1767607211000,
        replaces: ['phone'],
      },
    },
  ],
  cancellations: [
    {
      at: 1767603500000,
      by: 'link',
    },
  ],
  freezes: [
    {
      action: 'payout',
      since: 1767603609000,
      until: 1767690009000,
    },
  ],
  unfinished: {
    count: 5,
    toldAt: 1767603612000,
  },
  contacts: [
    {
      id: 'mail',
      channel: 'email',
      address: 'golden.YWRkcmVzcw',
      mark: 'golden.bWFyay0x',
      firstSeen: 1767603600000,
      replacedAt: 1767603613000,
    },
  ],
  notices: [
    {
      id: 'bm90aWNlLTE',
      about: 'factor.activated',
      at: 1767603609000,
      factor: {
        method: 'totp',
        label: 'My phone',
      },
      ip: '192.0.2.7',
      userAgent: 'Firefox',
      requestId: 'cmVjb3Zlcnkx',
      except: 'mail',
      to: ['golden.bWFyay0x'],
      code: 'golden.Y29kZQ',
      told: ['phone'],
      tries: 1,
      notBefore: 1767603669000,
    },
  ],
  untoldEnrolment: { tries: 1, notBefore: 1767603669000 },
  stamp: 'c3RhbXAtMQ',
  moving: { state: 'closed', to: 'anna@new.example', id: 'move-1' },
  movedBy: 'move-0',
  codeFailures: {
    only: 'factor-1',
    count: 2,
    lastAt: 1767603606000,
  },
  passwordFailures: {
    count: 1,
    lastAt: 1767603607000,
  },
};

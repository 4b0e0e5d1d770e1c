export type PortalId = 's0' | 's1' | 's2' | 's3' | 's4' | 'support';

/** The settings of a portal, or the enrolment at the first sign-in: where its set-ups are. */
export const SETTINGS = {
  s0: '/s0/security',
  s1: '/s1/account/security/multi-factor',
  s2: '/s2/settings',
  s3: '/s3/security-and-login',
  s4: '/s4/security-and-access',
} as const;

export interface AppForms {
  /** The page with the form that begins it. */
  readonly from: string;
  /** Where that form goes. Defaults to the page. */
  readonly begin?: string;
  /** Where the form with the code goes. Defaults to the page with the QR code. */
  readonly check?: string;
}

export function appFormsOf(portal: PortalId): AppForms {
  switch (portal) {
    case 's0':
    case 'support':
      return { from: `/${portal}/sign-in/enrol/add/totp` };
    case 's1':
    case 's2': {
      const settings = SETTINGS[portal];
      return { from: settings, begin: `${settings}/set-up`, check: `${settings}/set-up/check` };
    }
    case 's3':
      return { from: `${SETTINGS.s3}/add/totp` };
    case 's4':
      return { from: `${SETTINGS.s4}/activate/totp` };
  }
}

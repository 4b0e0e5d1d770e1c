/** For portals whose policy allows trusted browsers. */
export const trustedBrowserTexts = {
  trust: (time: string): string => `Trust this browser for ${time}`,
  trustHint:
    'It will not ask for this second step for that long. Only on a device that nobody else uses. You can end it in your settings.',
  heading: 'Trusted browsers',
  lead: 'These open your account with the password alone. One that you do not know, or have no longer? End it.',
  none: 'None. Every sign-in asks for your second step.',
  place: 'Place',
  since: 'Trusted since',
  lastUsed: 'Last used',
  until: 'Until',
  end: 'End trust',
  endAll: 'End trust in all of them',
  unnamed: 'A browser',
  on: (browser: string, system: string): string => `${browser} on ${system}`,
};

import { signInWithApp } from './sign-in';

describe('Factorkit in the Jest configuration of a new Nest application', () => {
  it('FE5 signs in with an app', async () => {
    expect(await signInWithApp()).toEqual({ amr: ['pwd', 'otp', 'mfa'], status: 401 });
  });
});

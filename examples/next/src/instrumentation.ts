/** Next calls it when the server starts, and not for a build. A configuration fault stops the start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { factorkit } = await import('./factorkit.ts');
  await factorkit().mfa.ready();
}

import { createPostgresStorage } from '@factorkit/storage-postgres';
import type pg from 'pg';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { openPool, openStore } from './places.ts';
import { beginSignIn, openPortal } from './portal.ts';
import { openWire } from './wire.ts';

const clients = {
  pg: (url: string): pg.Pool => openPool(url, 1),
  'postgres.js': (url: string): postgres.Sql => postgres(url, { max: 1, fetch_types: false }),
};

test.for(['pg', 'postgres.js'] as const)(
  'a sign-in by code costs one round trip to begin and two to verify, right or wrong (%s)',
  async (name, context) => {
    const { place, url } = await openStore(context);
    const wire = await openWire(url);
    const client = clients[name](wire.url);
    onTestFinished(async () => {
      await client.end();
      await wire.close();
    });
    const storage = await createPostgresStorage({ client, ...place });
    const portal = await openPortal(storage);
    const { mfa, phone, clock, factorId } = portal;

    /** What every statement costs once the connection has met it. */
    await mfa.verify({ token: await beginSignIn(portal), factorId, response: phone.code(clock.now()) });
    clock.advance(30_000);

    const trips = async <T>(call: () => Promise<T>): Promise<readonly [T, number]> => {
      const before = wire.trips();
      return [await call(), wire.trips() - before];
    };
    const [token, began] = await trips(() => beginSignIn(portal));
    const [wrong, judged] = await trips(() => mfa.verify({ token, factorId, response: '000000' }));
    const [right, verified] = await trips(() =>
      mfa.verify({ token, factorId, response: phone.code(clock.now()) }),
    );
    expect([wrong.kind, right.kind]).toEqual(['rejected', 'complete']);
    expect({ began, judged, verified }).toEqual({ began: 1, judged: 2, verified: 2 });

    // FA33: a sign-in that is begun while another one is unfinished goes on record.
    const [, third] = await trips(() => beginSignIn(portal));
    const [, fourth] = await trips(() => beginSignIn(portal));
    const [, fifth] = await trips(() => beginSignIn(portal));
    expect([third, fourth, fifth]).toEqual([1, 2, 2]);
  },
);

import type { MysqlPool, MysqlStatement } from '../src/client.ts';
/** What a {@link watchedPool} does with a statement before the server gets it. */
export type Watch = (sql: string) => Promise<void> | void;

/** A real pool, whose statements are seen on their way. */
export function watchedPool(pool: MysqlPool, watch: Watch): MysqlPool {
  return {
    async getConnection() {
      const pooled = await pool.getConnection();
      return {
        connection: pooled.connection,
        async query(statement: MysqlStatement) {
          await watch(statement.sql);
          return await pooled.query(statement);
        },
        destroy: () => pooled.destroy(),
        release: () => pooled.release(),
      };
    },
  };
}

import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * For faults.mjs: which tests failed, and apart from them what proves nothing, such as a file that does not load. One line
 * of JSON on standard output.
 */
export default class FaultResult implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const errors = [
      ...modules.flatMap((module) => [
        ...module.errors(),
        ...[...module.children.allSuites()].flatMap((suite) => suite.errors()),
      ]),
      ...unhandled,
    ];
    const passed = states.filter((state) => state === 'passed').length;
    const failed = states.filter((state) => state === 'failed').length;
    const result = { passed, failed, errors: errors.map(({ message }) => message) };
    process.stdout.write(`fault-result ${JSON.stringify(result)}\n`);
  }
}

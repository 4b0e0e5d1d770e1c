const config = { outputFileTracingRoot: import.meta.dirname };

export default config;

import type { Harness } from '../harness.ts';

/** The installations that the cells run in, each with its own versions of the frameworks. */
export type Edition = 'newest' | 'middle' | 'oldest';

interface Mounted {
  readonly edition: Edition;
  /** The npm package whose version the table shows. */
  readonly shown: string;
  /** Whether middleware for Express runs on it. */
  readonly middleware?: true;
  load(): Promise<Harness>;
}

const express = async (): Promise<Harness> => (await import('../harnesses/express.ts')).onExpress;
const nestOnExpress = async (): Promise<Harness> =>
  (await import('../harnesses/nest-express.ts')).nestOnExpress;
const nestOnFastify = async (): Promise<Harness> =>
  (await import('../harnesses/nest-fastify.ts')).nestOnFastify;
const fastify = async (): Promise<Harness> => (await import('../harnesses/fastify.ts')).onFastify;
const hono = async (): Promise<Harness> => (await import('../harnesses/hono.ts')).hono;
const nodeHttp = async (): Promise<Harness> => (await import('../harnesses/node-http.ts')).nodeHttp;

/** One line for each framework and version. */
export const frameworks: Readonly<Record<string, Mounted>> = {
  'Express 5': { edition: 'newest', shown: 'express', middleware: true, load: express },
  'Express 4, newest': { edition: 'middle', shown: 'express', middleware: true, load: express },
  'Express 4, oldest': { edition: 'oldest', shown: 'express', middleware: true, load: express },
  'Nest 12 on Express': { edition: 'newest', shown: '@nestjs/core', middleware: true, load: nestOnExpress },
  'Nest 12 on Fastify': { edition: 'newest', shown: '@nestjs/core', load: nestOnFastify },
  'Nest 11 on Express, newest': {
    ...{ edition: 'middle', shown: '@nestjs/core', middleware: true, load: nestOnExpress },
  },
  'Nest 11 on Express, oldest': {
    ...{ edition: 'oldest', shown: '@nestjs/core', middleware: true, load: nestOnExpress },
  },
  'Nest 11 on Fastify, oldest': { edition: 'oldest', shown: '@nestjs/core', load: nestOnFastify },
  'Fastify 5, newest': { edition: 'newest', shown: 'fastify', load: fastify },
  'Fastify 5, oldest': { edition: 'oldest', shown: 'fastify', load: fastify },
  'Hono 4, newest': { edition: 'newest', shown: 'hono', load: hono },
  'Hono 4, oldest': { edition: 'oldest', shown: 'hono', load: hono },
  'node:http': { edition: 'newest', shown: 'node', load: nodeHttp },
};

import express from 'express';
import request from 'supertest';
import { mountWhenAsked } from './mountWhenAsked';

describe('mountWhenAsked', () => {
  it('makes the router for the first request, once', async () => {
    const create = jest.fn(() =>
      express.Router().get('/here', (_req, res) => {
        res.json({ is: 'here' });
      }),
    );
    const app = express().use('/api', mountWhenAsked(create));
    expect(create).not.toHaveBeenCalled();

    const answers = await Promise.all([
      request(app).get('/api/here'),
      request(app).get('/api/here'),
      request(app).get('/api/there'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('hands over to the error handler what making the router throws', async () => {
    const app = express()
      .use(
        mountWhenAsked(() => {
          throw new Error('No such service');
        }),
      )
      .use(((error, _req, res, _next) => {
        res.status(500).json({ message: error.message });
      }) as express.ErrorRequestHandler);

    const answer = await request(app).get('/');

    expect(answer.body).toEqual({ message: 'No such service' });
  });
});

import { FakePublisher } from './FakePublisher';
import { describePublisherContract } from './publisherContract';

// What is proven on the fake holds for the real one only as far as both keep the same contract.
describePublisherContract('in memory', async () => {
  const publisher = new FakePublisher();
  return {
    publisher,
    origin: publisher.branch,
    target: {
      repositoryUrl: 'https://git.example.com/gitops.git',
      branch: 'main',
    },
    dispose: async () => undefined,
  };
});

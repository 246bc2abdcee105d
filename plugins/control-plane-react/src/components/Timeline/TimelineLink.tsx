import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { TimelineEntry } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ControlPlaneLinks,
  useControlPlaneLinks,
} from '../../api/controlPlaneLinksApiRef';
import { controlPlaneReactTranslationRef } from '../../translation';
import { CommitLink } from '../CommitLink';

type EntryLink = TimelineEntry['links'][number];

/** Which revision of which request the timeline tells of; without a request, links lead to the forge only. */
export interface RevisionPage {
  requestId?: string;
  generation: number;
}

/** Where a link leads: to the forge, or else to the page of the request that shows it. */
function pathOf(
  { kind, url }: EntryLink,
  links: ControlPlaneLinks,
  page: RevisionPage,
): string | undefined {
  const { requestId, generation } = page;
  if (url || !requestId) {
    return url;
  }
  switch (kind) {
    case 'revision':
      return links.request(requestId, { tab: 'changes' });
    case 'approval':
      return links.approval(requestId, generation);
    case 'job':
      return links.request(requestId, { tab: 'jobs' });
    case 'commit':
    case 'pull_request':
      return undefined;
    default: {
      const unreachable: never = kind;
      return unreachable;
    }
  }
}

/** What a station of the timeline points to. */
export function TimelineLink(props: { link: EntryLink; page: RevisionPage }) {
  const { link, page } = props;
  const links = useControlPlaneLinks();
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  if (link.kind === 'commit') {
    return <CommitLink commit={link.ref} url={link.url} />;
  }
  const href = pathOf(link, links, page);
  const words =
    link.kind === 'job' || link.kind === 'approval'
      ? t(`timeline.link.${link.kind}`)
      : t(`timeline.link.${link.kind}`, { ref: link.ref });
  return href ? (
    <Link
      href={href}
      {...(link.url && { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {words}
    </Link>
  ) : (
    <span>{words}</span>
  );
}

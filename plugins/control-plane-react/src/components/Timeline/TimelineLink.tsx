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

/** Where a link leads: to the forge, or else to the page of the request that shows it. */
function pathOf(
  { kind, ref, url }: EntryLink,
  links: ControlPlaneLinks,
  requestId: string | undefined,
): string | undefined {
  if (url || !requestId) {
    return url;
  }
  switch (kind) {
    case 'revision':
      return links.request(requestId, { tab: 'changes' });
    case 'approval':
      return links.approval(requestId, Number(ref));
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
export function TimelineLink(props: { link: EntryLink; requestId?: string }) {
  const { link, requestId } = props;
  const links = useControlPlaneLinks();
  const { t } = useTranslationRef(controlPlaneReactTranslationRef);
  if (link.kind === 'commit') {
    return <CommitLink commit={link.ref} url={link.url} />;
  }
  const href = pathOf(link, links, requestId);
  const words =
    link.kind === 'job'
      ? t('timeline.link.job')
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

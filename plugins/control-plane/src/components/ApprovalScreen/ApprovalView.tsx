import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Button, Container, Header } from '@backstage/ui';
import {
  FindingList,
  LoadedContent,
  PlanChanges,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiKeyboardLine } from '@remixicon/react';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useAskTitle } from '../../hooks/useAskTitle';
import { useShortcuts } from '../../hooks/useShortcuts';
import { useStoredSwitch } from '../../hooks/useStoredSwitch';
import { decideTexts } from '../../translation';
import styles from './ApprovalView.module.css';
import { AskFacts } from './AskFacts';
import { DecisionColumn } from './DecisionColumn';
import { DecisionPanelHandle } from './DecisionPanel';
import { EarlierDecisions } from './EarlierDecisions';
import { ScreenSection } from '../ScreenSection';
import { ShortcutHelp } from './ShortcutHelp';
import { Dossier } from './useDossier';
import { usePlan } from './usePlan';
import { WishChanges } from './WishChanges';

/** All that one decides on, with the decision beside it. */
export function ApprovalView(props: {
  dossier: Dossier;
  refresh: () => void;
  isRefreshing: boolean;
}) {
  const { dossier } = props;
  const { request, revision, revisions } = dossier;
  const { t } = useTranslationRef(decideTexts);
  const links = useControlPlaneLinks();
  const navigate = useNavigate();
  const title = useAskTitle()(request, revision.action);
  const plan = usePlan(revision);
  const readyPlan = plan.status === 'ready' ? plan.value : undefined;
  const inbox = `${links.root()}/approvals`;

  const panel = useRef<DecisionPanelHandle>(null);
  const changes = useRef<HTMLElement>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [hasShortcuts, setShortcuts] = useStoredSwitch('approvalShortcuts');
  useShortcuts(
    {
      a: () => panel.current?.focusApprove(),
      r: () => panel.current?.focusComment(),
      c: () => panel.current?.focusComment(),
      d: () => changes.current?.focus(),
      i: () => navigate(inbox),
      '?': () => setHelpOpen(true),
    },
    { isEnabled: hasShortcuts },
  );

  return (
    <BreadcrumbEntry
      entry={{
        label: title,
        href: links.approval(request.id, revision.generation),
      }}
    >
      <Header
        className={styles.head}
        title={title}
        customActions={
          <>
            <Button
              variant="tertiary"
              iconStart={<RiKeyboardLine aria-hidden />}
              onPress={() => setHelpOpen(true)}
            >
              {t('decide.keys.open')}
            </Button>
            <ButtonLink variant="secondary" href={links.request(request.id)}>
              {t('decide.screen.toRequest')}
            </ButtonLink>
          </>
        }
      />
      <Container>
        <div className={styles.layout}>
          <div className={styles.facts}>
            <ScreenSection title={t('decide.screen.facts')}>
              <AskFacts
                request={request}
                revision={revision}
                plan={readyPlan}
              />
            </ScreenSection>
            <ScreenSection title={t('decide.screen.findings')}>
              <LoadedContent loaded={plan}>
                {({ findings }) => <FindingList findings={findings} />}
              </LoadedContent>
            </ScreenSection>
          </div>
          <aside className={styles.decision}>
            <DecisionColumn
              ref={panel}
              dossier={dossier}
              plan={plan}
              refresh={props.refresh}
              isRefreshing={props.isRefreshing}
            />
          </aside>
          <div className={styles.details}>
            <WishChanges request={request} revision={revision} />
            <ScreenSection ref={changes} title={t('decide.screen.changes')}>
              <LoadedContent loaded={plan}>
                {value => <PlanChanges plan={value} />}
              </LoadedContent>
            </ScreenSection>
            <EarlierDecisions
              revisions={revisions}
              generation={revision.generation}
            />
          </div>
        </div>
      </Container>
      <ShortcutHelp
        isOpen={isHelpOpen}
        onOpenChange={setHelpOpen}
        isEnabled={hasShortcuts}
        onEnabledChange={setShortcuts}
      />
    </BreadcrumbEntry>
  );
}

import { Link, useSidebarOpenState } from '@backstage/core-components';
import styles from './SidebarLogo.module.css';

export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();

  return (
    <Link
      to="/"
      underline="none"
      className={styles.link}
      aria-label="Platform Control Plane: home"
    >
      <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden="true">
        <path d="M6 20.5 16 26l10-5.5" className={styles.plane} opacity=".55" />
        <path
          d="M6 15.75 16 21.25l10-5.5"
          className={styles.plane}
          opacity=".8"
        />
        <path d="M16 5.5 26 11l-10 5.5L6 11Z" className={styles.top} />
      </svg>
      {isOpen && (
        <span className={styles.name}>
          Platform
          <br />
          Control Plane
        </span>
      )}
    </Link>
  );
}

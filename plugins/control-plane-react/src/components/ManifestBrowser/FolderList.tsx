import { RiFileTextLine, RiFolder3Line } from '@remixicon/react';
import { ManifestFolder } from '../../present/manifestTree';
import styles from './ManifestBrowser.module.css';

/** The folders and files of one folder, and those below it. */
export function FolderList(props: {
  folder: ManifestFolder;
  selected: string;
  onSelect: (path: string) => void;
}) {
  const { folder, selected, onSelect } = props;
  return (
    <ul className={styles.folder}>
      {folder.folders.map(child => (
        <li key={child.name}>
          <span className={styles.folderName}>
            <RiFolder3Line size={16} aria-hidden="true" />
            {child.name}
          </span>
          <FolderList folder={child} selected={selected} onSelect={onSelect} />
        </li>
      ))}
      {folder.files.map(({ name, path, kinds }) => (
        <li key={path}>
          <button
            type="button"
            className={styles.file}
            aria-current={path === selected}
            onClick={() => onSelect(path)}
          >
            <RiFileTextLine size={16} aria-hidden="true" />
            <span className={styles.names}>
              <span>{name}</span> {kinds && <small>{kinds}</small>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

package org.courtbridge.gateway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.h2.store.fs.FilePath;

/** A path on disk as H2 names it, which opens its files by way of {@link DatabaseFiles}. */
final class DatabasePath extends FilePath {

    private final DatabaseFiles files;
    private final FilePath disk;

    DatabasePath(DatabaseFiles files, FilePath disk) {
        this.files = files;
        this.disk = disk;
        this.name = files.scheme() + ":" + disk.name;
    }

    private DatabasePath of(FilePath other) {
        return new DatabasePath(files, other);
    }

    @Override
    public String getScheme() {
        return files.scheme();
    }

    @Override
    public FilePath getPath(String path) {
        return of(FilePath.get(path.substring(files.scheme().length() + 1)));
    }

    @Override
    public FilePath unwrap() {
        return disk;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return files.open(Path.of(disk.name), mode);
    }

    @Override
    public boolean createFile() {
        if (disk.exists()) {
            return false;
        }
        try (FileChannel made = open("rw")) {
            return made.isOpen();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        disk.moveTo(target.unwrap(), atomicReplace);
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        return disk.newDirectoryStream().stream().<FilePath>map(this::of).toList();
    }

    @Override
    public FilePath toRealPath() {
        return of(disk.toRealPath());
    }

    @Override
    public FilePath getParent() {
        return of(disk.getParent());
    }

    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public boolean exists() {
        return disk.exists();
    }

    @Override
    public void delete() {
        disk.delete();
    }

    @Override
    public boolean isDirectory() {
        return disk.isDirectory();
    }

    @Override
    public boolean isRegularFile() {
        return disk.isRegularFile();
    }

    @Override
    public boolean isAbsolute() {
        return disk.isAbsolute();
    }

    @Override
    public long lastModified() {
        return disk.lastModified();
    }

    @Override
    public boolean canWrite() {
        return disk.canWrite();
    }

    @Override
    public void createDirectory() {
        disk.createDirectory();
    }

    @Override
    public boolean setReadOnly() {
        return disk.setReadOnly();
    }
}

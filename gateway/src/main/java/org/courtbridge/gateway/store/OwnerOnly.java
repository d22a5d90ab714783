package org.courtbridge.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Permissions of what the gateway keeps: its own user reads and writes it, and nobody else, whatever the umask. */
public final class OwnerOnly {

    private static final Logger LOG = LogManager.getLogger();

    private static final Set<PosixFilePermission> FILE_PERMISSIONS = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER_PERMISSIONS = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /** Of a file that is made, 0600. */
    public static FileAttribute<Set<PosixFilePermission>> file() {
        return PosixFilePermissions.asFileAttribute(FILE_PERMISSIONS);
    }

    private static FileAttribute<Set<PosixFilePermission>> folderAttribute() {
        return PosixFilePermissions.asFileAttribute(FOLDER_PERMISSIONS);
    }

    /** Opens a file; one that is made is its owner's only. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), file());
    }

    /** Writes a new file, and makes it durable. @throws java.nio.file.FileAlreadyExistsException if there is one */
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /**
     * Makes a folder, and those above it that are missing, for their owner only (0700). One that is there already is shut to
     * others, too.
     *
     * @throws IOException if it cannot be made, or is not this user's
     */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder, folderAttribute());
        if (!Files.getPosixFilePermissions(folder).equals(FOLDER_PERMISSIONS)) {
            Files.setPosixFilePermissions(folder, FOLDER_PERMISSIONS);
        }
        return folder;
    }

    /**
     * Shuts a folder and all that is in it to everybody but its owner. Follows no symbolic links: what they lead to is somebody
     * else's to guard. A file in it that is not this user's is named in the log: the folder is shut all the same.
     *
     * @throws IOException if the folder is not this user's
     */
    public static void shut(Path folder) throws IOException {
        folder(folder);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                set(inside, FOLDER_PERMISSIONS);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    set(file, FILE_PERMISSIONS);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                LOG.error("{} cannot be looked at: {}", file, failure.toString());
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void set(Path path, Set<PosixFilePermission> wanted) {
        try {
            Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
            if (!found.equals(wanted)) {
                Files.setPosixFilePermissions(path, wanted);
                LOG.warn("{} could be used by others ({}), and is its owner's only from now on", path, found);
            }
        } catch (IOException e) {
            LOG.error("{} cannot be shut to others: {}", path, e.toString());
        }
    }
}

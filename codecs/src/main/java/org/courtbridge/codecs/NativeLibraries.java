package org.courtbridge.codecs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders that native libraries are unpacked into from their jars, to be loaded from there: JavaCPP's in the home of the user,
 * Netty's and libopus among temporary files. A system that is hardened mounts either {@code noexec}, or lets a service have no
 * home; then all go into a folder that belongs to us.
 */
public final class NativeLibraries {

    private static final String JAVACPP = "org.bytedeco.javacpp.cachedir";
    private static final String NETTY = "io.netty.native.workdir";

    /** Property that names the folder for libraries that we unpack ourselves. */
    private static final String OWN = "org.courtbridge.native.folder";

    private static final String TEMPORARY = "java.io.tmpdir";

    private NativeLibraries() {}

    /** Folder for those that we unpack ourselves. */
    public static Path folder() {
        return Path.of(Optional.ofNullable(System.getProperty(OWN)).orElseGet(() -> System.getProperty(TEMPORARY)));
    }

    /**
     * Has all libraries unpacked where they can be loaded. To be called before any is; folders that were chosen by properties stay.
     *
     * @param own folder to use where the usual ones are of no use; made if need be, for this user alone
     * @return that folder, if it is used
     * @throws IllegalStateException if it is needed, and of no use either
     */
    public static Optional<Path> prepare(Path own) {
        return prepare(own, MountPoints.ofThisProcess());
    }

    static Optional<Path> prepare(Path own, MountPoints mounts) {
        List<String> needed = Stream.concat(
                        mounts.mayExecute(Path.of(System.getProperty(TEMPORARY))) ? Stream.of() : Stream.of(NETTY, OWN),
                        isOfUse(Path.of(System.getProperty("user.home"), ".javacpp"), mounts)
                                ? Stream.of()
                                : Stream.of(JAVACPP))
                .filter(property -> System.getProperty(property) == null)
                .toList();
        if (needed.isEmpty()) {
            return used(own.toAbsolutePath());
        }
        if (!mounts.mayExecute(own)) {
            throw new IllegalStateException(
                    ("native libraries can be unpacked nowhere: neither in %s, nor in the home folder %s, nor in %s may programs be run"
                                    + " (noexec); mount one of them without noexec, or set the data folder elsewhere")
                            .formatted(System.getProperty(TEMPORARY), System.getProperty("user.home"), own));
        }
        Path folder = made(own.toAbsolutePath());
        needed.forEach(property -> System.setProperty(property, folder.toString()));
        return Optional.of(folder);
    }

    /** Whether it is used already, as by an earlier call. */
    private static Optional<Path> used(Path own) {
        return Stream.of(NETTY, OWN, JAVACPP)
                        .anyMatch(property -> own.toString().equals(System.getProperty(property)))
                ? Optional.of(own)
                : Optional.empty();
    }

    /** JavaCPP would go on to a folder of a name that everybody knows, among everybody's temporary files. */
    private static boolean isOfUse(Path cache, MountPoints mounts) {
        Path existing = cache.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.isWritable(existing) && mounts.mayExecute(cache);
    }

    private static Path made(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments by which another process of ours unpacks its libraries into the same folders. */
    public static List<String> arguments() {
        return Stream.of(JAVACPP, NETTY, OWN)
                .flatMap(
                        property -> Optional.ofNullable(System.getProperty(property))
                                .map(folder -> "-D%s=%s".formatted(property, folder))
                                .stream())
                .toList();
    }
}

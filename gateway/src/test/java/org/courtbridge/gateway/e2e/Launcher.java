package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A program that starts another one elsewhere, for those who take no more than a path. */
final class Launcher {

    private Launcher() {}

    /** @param command starts it; the launcher's own arguments follow */
    static Path of(Path folder, String name, List<String> command) throws IOException {
        String script = "#!/bin/sh\nexec %s \"$@\"\n".formatted(String.join(" ", command));
        Path launcher = folder.resolve(name + ".sh");
        Files.writeString(launcher, script);
        return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }
}

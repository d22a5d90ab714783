package org.courtbridge.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Leads the commands on this machine to the gateway, which leaves its address in its data folder. */
public final class LocalGateway {

    private static final String USUAL = "http://127.0.0.1:8080";

    private LocalGateway() {}

    /** @param httpPort on loopback */
    public static void announce(Path data, int httpPort) {
        Path file = file(data);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "http://127.0.0.1:%d%n".formatted(httpPort));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The usual one if no gateway has ever run there. */
    static String url(Path data) {
        Path file = file(data);
        try {
            return Files.exists(file) ? Files.readString(file).strip() : USUAL;
        } catch (IOException e) {
            throw new CommandFailedException("cannot read %s: %s".formatted(file, e.getMessage()));
        }
    }

    private static Path file(Path data) {
        return data.resolve("http-address");
    }
}

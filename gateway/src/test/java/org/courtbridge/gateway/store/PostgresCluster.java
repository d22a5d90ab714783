package org.courtbridge.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.media.transport.FreePort;

/** A PostgreSQL of the test's own, in a temporary folder on a loopback port. */
public final class PostgresCluster implements AutoCloseable {

    private static final String MIGRATED = "migrated";

    private final Path binaries = binaries();
    private final Path folder;
    private final int port;
    private int databases;

    /** Whether there is the database that those with tables are copied from: to migrate each of them took longer than most tests. */
    private boolean migrated;

    private PostgresCluster(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static PostgresCluster start() throws Exception {
        Path folder = Files.createTempDirectory(
                Path.of("/tmp"),
                "postgres",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        PostgresCluster cluster = new PostgresCluster(folder, FreePort.any());
        if (isRoot()) {
            // The server refuses to run as root.
            run(List.of("chown", "postgres", folder.toString()));
        }
        cluster.postgres("initdb", "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync", "-D", cluster.data());
        cluster.startServer();
        return cluster;
    }

    public void startServer() throws Exception {
        String options = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p " + port;
        postgres(
                "pg_ctl",
                "-w",
                "-D",
                data(),
                "-o",
                options,
                "-l",
                folder.resolve("log").toString(),
                "start");
    }

    /** As after a power cut: nobody is told. */
    public void stopServer() throws Exception {
        postgres("pg_ctl", "-w", "-m", "immediate", "-D", data(), "stop");
    }

    Database emptyDatabase() {
        return Database.open(withTables(), Optional.of("test"), Optional.empty());
    }

    /** The URL of a new database with all tables and nothing in them. */
    public String withTables() {
        if (!migrated) {
            execute("create database " + MIGRATED);
            database(MIGRATED).close();
            migrated = true;
        }
        return url(newDatabase(" template " + MIGRATED));
    }

    /** The URL of a new database in which no migration has made anything. */
    public String withoutTables() {
        return url(newDatabase(""));
    }

    private String newDatabase(String options) {
        String name = "d" + databases++;
        execute("create database " + name + options);
        return name;
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(url("postgres"), "test", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    Database database(String name) {
        return Database.open(url(name), Optional.of("test"), Optional.empty());
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    @Override
    public void close() throws Exception {
        stopServer();
        run(List.of("rm", "-rf", folder.toString()));
    }

    private void postgres(String binary, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(binaries.resolve(binary).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(command + " exits with " + process.exitValue());
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** The newest version that Debian has installed. */
    private static Path binaries() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.max(Comparator.comparingInt(
                            path -> Integer.parseInt(path.getFileName().toString())))
                    .orElseThrow()
                    .resolve("bin");
        } catch (IOException e) {
            throw new AssertionError("PostgreSQL is not installed", e);
        }
    }
}

package org.courtbridge.gateway.store.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.courtbridge.gateway.store.StoreException;

/** The file of a backup, of which every octet has been compared with what was written. */
final class BackupReader implements AutoCloseable {

    static final String ABOUT = "backup.json";
    static final String TABLES = "tables/";
    static final String JOURNAL = "journal/";
    static final String ROWS = ".jsonl";

    /** Of this kind of file; a later one may be another. */
    static final int FORMAT = 1;

    private final Path file;
    private final ZipFile zip;
    private final JsonNode about;

    /**
     * @throws StoreException if it is no backup, one that this version cannot read, or not as it was written; the message says what
     *     to do
     */
    static BackupReader open(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new BackupReader(file, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw broken(file, "it is no ZIP file: %s".formatted(e.getMessage()));
        } catch (IOException e) {
            throw new StoreException("backup %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private BackupReader(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        ZipEntry entry = zip.getEntry(ABOUT);
        if (entry == null) {
            throw broken(file, "it has no " + ABOUT);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            about = new ObjectMapper().readTree(in);
        }
        if (about.path("format").asInt() > FORMAT) {
            throw new StoreException(
                    "backup %s was made by a newer version of the program; restore it with that one".formatted(file));
        }
        compare();
    }

    private void compare() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (ZipEntry entry : zip.stream().<ZipEntry>map(one -> one).toList()) {
            if (!found.add(entry.getName())) {
                throw broken(file, entry.getName() + " is in it twice");
            }
        }
        found.remove(ABOUT);
        TreeSet<String> listed = new TreeSet<>();
        about.path("files").fieldNames().forEachRemaining(listed::add);
        if (!found.equals(listed)) {
            throw broken(file, "it holds %s, and should hold %s".formatted(found, listed));
        }
        for (String name : listed) {
            MessageDigest hash = BackupWriter.sha256();
            try (InputStream in = new DigestInputStream(in(name), hash)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            String expected = about.path("files").path(name).asText();
            if (!HexFormat.of().formatHex(hash.digest()).equals(expected)) {
                throw broken(file, name + " is not what was written");
            }
        }
    }

    private static StoreException broken(Path file, String why) {
        return new StoreException("backup %s is damaged or none (%s); take another backup".formatted(file, why));
    }

    /** Version of the tables. */
    String schema() {
        return about.path("schema").asText();
    }

    String made() {
        return about.path("made").asText();
    }

    /** Names of all that is in it. */
    List<String> names() {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.equals(ABOUT))
                .toList();
    }

    List<String> tables() {
        return names().stream()
                .filter(name -> name.startsWith(TABLES) && name.endsWith(ROWS))
                .map(name -> name.substring(TABLES.length(), name.length() - ROWS.length()))
                .toList();
    }

    BufferedReader rows(String table) throws IOException {
        return new BufferedReader(new InputStreamReader(in(TABLES + table + ROWS), UTF_8));
    }

    private InputStream in(String name) throws IOException {
        return zip.getInputStream(zip.getEntry(name));
    }

    byte[] content(String name) throws IOException {
        try (InputStream in = in(name)) {
            return in.readAllBytes();
        }
    }

    /** The keys of its secrets, as a master key has sealed them; empty if it has no secrets. */
    Optional<String> sealedKeys() throws IOException {
        if (!tables().contains("secret_keysets")) {
            return Optional.empty();
        }
        try (BufferedReader rows = rows("secret_keysets")) {
            JsonNode columns = new ObjectMapper().readTree(rows.readLine());
            String row = rows.readLine();
            for (int i = 0; row != null && i < columns.size(); i++) {
                if (columns.path(i).path("name").asText().equals("keyset")) {
                    return Optional.of(new ObjectMapper().readTree(row).path(i).asText());
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new StoreException("backup %s cannot be closed: %s".formatted(file, e.getMessage()), e);
        }
    }
}

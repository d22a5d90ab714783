package org.courtbridge.gateway.store.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the file of a backup: a ZIP of which the last entry, {@code backup.json}, has the SHA-256 of all others. */
final class BackupWriter {

    private final ZipOutputStream zip;
    private final Map<String, String> hashes = new LinkedHashMap<>();

    /** Writes the content of an entry. */
    interface Content {
        void write(OutputStream sink) throws IOException, SQLException;
    }

    BackupWriter(OutputStream out) {
        zip = new ZipOutputStream(new BufferedOutputStream(out));
    }

    void add(String name, byte[] content) throws IOException, SQLException {
        add(name, sink -> sink.write(content));
    }

    void add(String name, Content content) throws IOException, SQLException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest hash = sha256();
        content.write(new DigestOutputStream(new Unclosed(zip), hash));
        zip.closeEntry();
        hashes.put(name, HexFormat.of().formatHex(hash.digest()));
    }

    /** @param schema version of the database's tables */
    void finish(String schema, Instant made) throws IOException {
        ObjectNode about = new ObjectMapper().createObjectNode();
        about.put("format", BackupReader.FORMAT);
        about.put("made", made.toString());
        about.put("schema", schema);
        ObjectNode files = about.putObject("files");
        hashes.forEach(files::put);
        zip.putNextEntry(new ZipEntry(BackupReader.ABOUT));
        zip.write(new ObjectMapper().writeValueAsBytes(about));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 belongs to every JDK", e);
        }
    }

    /** Whoever writes an entry may close it, and the archive goes on. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

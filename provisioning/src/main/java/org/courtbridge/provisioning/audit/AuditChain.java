package org.courtbridge.provisioning.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The chain of audit entries: each has the SHA-256 over the hash before it and its own canonical form, so that whoever changes,
 * removes, adds or moves an entry has to write all that follow anew, and the last hash then differs from one noted elsewhere.
 *
 * <p>The canonical form is the sequence of an entry's texts, each in UTF-8 behind its length in octets and a colon. No two
 * different entries have the same one, whatever their texts hold.
 */
public final class AuditChain {

    /** Head of a chain without entries. */
    public static final Head START = new Head(0, "0".repeat(64));

    private Head head;

    /** @param head the last entry that is known to be right; {@link #START} to check from the first */
    public AuditChain(Head head) {
        this.head = head;
    }

    /** Head of a chain: the number and the hash of its last entry. */
    public record Head(long number, String hash) {}

    /** Why an entry does not follow the one before. */
    public enum Break {
        /** Entries between the two are missing, or this one is there twice. */
        NUMBER,
        /** This entry, or the hash before it, is not what it was. */
        HASH
    }

    /** The entry with its hash in place. @param unchained with any hash */
    public static AuditEntry chained(String previousHash, AuditEntry unchained) {
        return new AuditEntry(
                unchained.number(),
                unchained.at(),
                unchained.actor(),
                unchained.action(),
                unchained.subject(),
                unchained.changes(),
                hash(previousHash, unchained));
    }

    /** Takes the next entry, if it follows; after a break the chain is over. */
    public Optional<Break> follow(AuditEntry entry) {
        if (entry.number() != head.number + 1) {
            return Optional.of(Break.NUMBER);
        }
        if (!entry.hash().equals(hash(head.hash, entry))) {
            return Optional.of(Break.HASH);
        }
        head = new Head(entry.number(), entry.hash());
        return Optional.empty();
    }

    public Head head() {
        return head;
    }

    private static String hash(String previousHash, AuditEntry entry) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(previousHash.getBytes(UTF_8));
            for (String text : canonical(entry)) {
                byte[] octets = text.getBytes(UTF_8);
                sha256.update((octets.length + ":").getBytes(UTF_8));
                sha256.update(octets);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> canonical(AuditEntry entry) {
        List<String> texts = new ArrayList<>(List.of(
                Long.toString(entry.number()),
                Long.toString(entry.at().toEpochMilli()),
                entry.actor(),
                entry.action(),
                entry.subject().kind(),
                entry.subject().id(),
                entry.subject().name(),
                Integer.toString(entry.changes().size())));
        for (Change change : entry.changes()) {
            texts.add(change.field());
            texts.add(change.before());
            texts.add(change.after());
        }
        return texts;
    }
}

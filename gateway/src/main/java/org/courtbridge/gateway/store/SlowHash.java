package org.courtbridge.gateway.store;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.courtbridge.court.access.SourceTurns;

/**
 * Argon2id (RFC 9106) over passwords and code words: 19 MiB and two passes, so that one guess costs tens of
 * milliseconds; by the system's OpenSSL where it can, as whoever joins waits for it. Written as {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}, so that the cost can be raised later.
 *
 * <p>Done on platform threads of its own, on half of the processors at most: a virtual thread that hashes gives its carrier
 * to nobody, and a few of them, as of strangers who sign in at once, made every call's signalling wait. Each thread takes the memory of one
 * hash. Sources take turns on them: whoever tries passwords by the hundred makes others wait for one of them.
 */
public final class SlowHash {

    private static final int SALT_SIZE = 16;
    private static final int HASH_SIZE = 32;

    /** Costs that a stored hash may ask for: a damaged row must not take the machine's memory. */
    private static final int MAX_MEMORY_KIB = 1 << 18;

    private static final int MAX_PASSES = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Of one source as much waits as takes half a second, and of all together what takes some ten. */
    private static final SourceTurns TURNS = new SourceTurns(
            Executors.newFixedThreadPool(
                    Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                    Thread.ofPlatform().daemon().name("slow-hash-", 0).factory()),
            new SourceTurns.Limits(12, 256));

    private SlowHash() {}

    /**
     * Of one hash; which is kept with it, so that others are compared at the same.
     *
     * @param memoryKib 8 or more
     * @param passes 1 or more
     */
    public record Cost(int memoryKib, int passes) {

        /** Of whatever the gateway keeps. */
        public static final Cost USUAL = new Cost(19_456, 2);
    }

    /** The hash of a secret that somebody chose who may, at the usual cost. */
    public static String of(String secret) {
        return of(secret, Cost.USUAL);
    }

    static String of(String secret, Cost cost) {
        byte[] salt = new byte[SALT_SIZE];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.passes(),
                        base64.encodeToString(salt),
                        base64.encodeToString(
                                done(() -> TURNS.run(() -> argon2(secret, salt, cost.memoryKib(), cost.passes())))));
    }

    /**
     * Compares a secret with what was kept of one.
     *
     * @param source IP address of whoever says that he knows it
     * @throws StoreException if the hash is not one that this class wrote
     * @throws SourceTurns.BusyException if too many comparisons wait already
     */
    public static boolean matches(String secret, String hash, String source) {
        String[] parts = hash.split("\\$", -1);
        if (parts.length != 6 || !parts[1].equals("argon2id") || !parts[3].matches("m=\\d{1,9},t=\\d{1,4},p=1")) {
            throw new StoreException("a stored hash is not of the form $argon2id$v=19$m=…,t=…,p=1$…$…");
        }
        int memory = Integer.parseInt(parts[3].replaceAll("m=(\\d+),.*", "$1"));
        int passes = Integer.parseInt(parts[3].replaceAll(".*,t=(\\d+),.*", "$1"));
        if (memory > MAX_MEMORY_KIB || passes > MAX_PASSES) {
            throw new StoreException("a stored hash asks for m=%d,t=%d".formatted(memory, passes));
        }
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        return MessageDigest.isEqual(
                expected, done(() -> TURNS.run(source, () -> argon2(secret, salt, memory, passes))));
    }

    /** One that waits for its turn. */
    @FunctionalInterface
    private interface Hashing {
        byte[] hash() throws InterruptedException, ExecutionException;
    }

    private static byte[] done(Hashing hashing) {
        try {
            return hashing.hash();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while a secret was hashed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static byte[] argon2(String secret, byte[] salt, int memory, int passes) {
        return OpensslArgon2.instance()
                .map(openssl -> openssl.hash(secret, salt, memory, passes, HASH_SIZE))
                .orElseGet(() -> inJava(secret, salt, memory, passes));
    }

    static byte[] inJava(String secret, byte[] salt, int memory, int passes) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_SIZE];
        argon2.generateBytes(secret.toCharArray(), hash);
        return hash;
    }
}

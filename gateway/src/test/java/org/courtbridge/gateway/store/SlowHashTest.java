package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.court.access.SourceTurns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowHashTest {

    private static final String HERE = "192.0.2.1";

    @Test
    void knowsASecretByItsHash() {
        String hash = SlowHash.of("тұлпар");
        assertThat(SlowHash.matches("тұлпар", hash, HERE)).isTrue();
        assertThat(SlowHash.matches("тулпар", hash, HERE)).isFalse();
        assertThat(SlowHash.of("тұлпар")).as("with other salt").isNotEqualTo(hash);
    }

    /** OWASP's Password Storage Cheat Sheet, Argon2id: what a guess costs whoever has the database. */
    @Test
    void isAsSlowAsItHasToBe() {
        assertThat(SlowHash.of("тұлпар")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    /** Where OpenSSL is too old, Java's takes its place, so hashes must be the same. */
    @ParameterizedTest
    @CsvSource({"тұлпар, 64, 1", "қарлығаш, 19456, 2", "a, 1024, 3", "'', 64, 1"})
    void opensslAndJavaAgree(String secret, int memory, int passes) {
        assumeThat(OpensslArgon2.instance()).isPresent();
        byte[] salt = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        assertThat(OpensslArgon2.instance().orElseThrow().hash(secret, salt, memory, passes, 32))
                .isEqualTo(SlowHash.inJava(secret, salt, memory, passes));
    }

    /** As when strangers sign in at once, while calls of others go on. */
    @Test
    void keepsNoOtherVirtualThreadWaiting() throws Exception {
        int strangers = 8 * Runtime.getRuntime().availableProcessors();
        String hash = SlowHash.of("right");
        AtomicInteger done = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < strangers; i++) {
                String source = "203.0.113." + i;
                threads.submit(() -> {
                    begun.countDown();
                    SlowHash.matches("wrong", hash, source);
                    done.incrementAndGet();
                });
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            int before = threads.submit(done::get).get(60, TimeUnit.SECONDS);
            assertThat(before)
                    .as("hashes of %d before somebody else had his turn", strangers)
                    .isLessThan(strangers / 4);
        }
        assertThat(done).hasValue(strangers);
    }

    /** Eighty sign-ins at once made a clerk wait for all of them. */
    @Test
    void whoeverTriesByTheHundredIsRefusedAndMakesOthersWaitForOneOfThem() throws Exception {
        String hash = SlowHash.of("right");
        AtomicInteger done = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(80 - 13 * Runtime.getRuntime().availableProcessors());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 80; i++) {
                threads.submit(() -> {
                    try {
                        SlowHash.matches("wrong", hash, "203.0.113.7");
                        done.incrementAndGet();
                    } catch (SourceTurns.BusyException e) {
                        refused.incrementAndGet();
                        full.countDown();
                    }
                });
            }
            assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
            int before = done.get();
            assertThat(SlowHash.matches("right", hash, HERE)).isTrue();
            assertThat(done.get() - before)
                    .as("of a dozen that waited")
                    .isLessThanOrEqualTo(2 + Runtime.getRuntime().availableProcessors());
        }
        assertThat(done.get() + refused.get()).isEqualTo(80);
    }
}

package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowHashTest {

    @Test
    void knowsASecretByItsHash() {
        String hash = SlowHash.of("тұлпар");
        assertThat(SlowHash.matches("тұлпар", hash)).isTrue();
        assertThat(SlowHash.matches("тулпар", hash)).isFalse();
        assertThat(SlowHash.of("тұлпар")).as("with other salt").isNotEqualTo(hash);
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
                threads.submit(() -> {
                    begun.countDown();
                    SlowHash.matches("wrong", hash);
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
}

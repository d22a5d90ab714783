package org.courtbridge.provisioning.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00.123Z");

    private static AuditEntry entry(long number, List<Change> changes) {
        return new AuditEntry(
                number, NOW, "user:aigul", "device.change", new Subject("device", "d1", "Зал"), changes, "");
    }

    @Test
    void hashesTheHashBeforeAndTheCanonicalForm() {
        AuditEntry first =
                AuditChain.chained(AuditChain.START.hash(), entry(1, List.of(new Change("name", "", "Зал"))));
        // { printf %064d 0; printf %s
        // '1:113:179558280012310:user:aigul13:device.change6:device2:d16:Зал1:14:name0:6:Зал'; }
        // | sha256sum
        assertThat(first.hash()).isEqualTo("abcf6b14630ab1f3494e6bb644c265288f0da3ebc460077bb1e73b42c260ecd2");
    }

    @Test
    void textsCannotMoveFromOneFieldToTheNext() {
        assertThat(AuditChain.chained("0", entry(1, List.of(new Change("name", "ab", "c"))))
                        .hash())
                .isNotEqualTo(AuditChain.chained("0", entry(1, List.of(new Change("name", "a", "bc"))))
                        .hash());
    }

    @Test
    void followsUpToTheFirstBreak() {
        AuditEntry one = AuditChain.chained(AuditChain.START.hash(), entry(1, List.of()));
        AuditEntry two = AuditChain.chained(one.hash(), entry(2, List.of()));
        AuditEntry three = AuditChain.chained(two.hash(), entry(3, List.of()));
        AuditChain chain = new AuditChain(AuditChain.START);
        assertThat(chain.follow(one)).isEmpty();
        assertThat(chain.follow(three)).contains(AuditChain.Break.NUMBER);
        assertThat(chain.follow(AuditChain.chained("elsewhere", entry(2, List.of()))))
                .contains(AuditChain.Break.HASH);
        assertThat(chain.follow(two)).isEmpty();
        assertThat(chain.follow(three)).isEmpty();
        assertThat(chain.head()).isEqualTo(new AuditChain.Head(3, three.hash()));
    }
}

package org.courtbridge.console.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.hearings.LegId;
import org.junit.jupiter.api.Test;

class LooksTest {

    private Instant now = Instant.parse("2026-11-25T05:00:00Z");
    private final Looks looks = new Looks(() -> now);
    private final LegId leg = LegId.random();
    private final List<String> written = new ArrayList<>();

    private void look(String actor, LegId at) {
        looks.look(actor, at, () -> written.add(actor));
    }

    @Test
    void eachViewerOfEachCallIsWrittenDownOnceInAnHour() {
        look("aidana", leg);
        look("aidana", leg);
        look("marat", leg);
        look("aidana", LegId.random());
        assertThat(written).containsExactly("aidana", "marat", "aidana");
        now = now.plus(Looks.GRAIN).minusMillis(1);
        look("aidana", leg);
        assertThat(written).hasSize(3);
        now = now.plusMillis(1);
        look("aidana", leg);
        assertThat(written).hasSize(4);
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenAtTheNextLook() {
        assertThatThrownBy(() -> looks.look("aidana", leg, () -> {
                    throw new IllegalStateException("the database is down");
                }))
                .hasMessage("the database is down");
        look("aidana", leg);
        assertThat(written).containsExactly("aidana");
    }

    @Test
    void nobodyWaitsForTheWritingOfAnothersLook() {
        looks.look(
                "aidana",
                leg,
                () -> CompletableFuture.runAsync(() -> look("marat", leg))
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join());
        assertThat(written).containsExactly("marat");
    }

    @Test
    void whoWasForgottenForWantOfRoomIsWrittenOnceMore() {
        look("aidana", leg);
        for (int i = 0; i < 10_000; i++) {
            look("marat", LegId.random());
        }
        look("aidana", leg);
        assertThat(written).endsWith("marat", "aidana").hasSize(10_002);
    }
}

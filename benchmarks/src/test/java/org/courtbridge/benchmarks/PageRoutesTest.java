package org.courtbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageRoutesTest {

    @Test
    void pagesAreReadFromTheTableEachOnce() {
        assertThat(PageRoutes.of("""
                        ### Hearings

                        The day: `GET /today`, and `GET /hearings` `POST /hearings`
                        `GET /hearings/{hearing}` `GET /hearings` `GET /api/v1/hearings` `DELETE /api/v1/hearings/{hearing}`
                        """)).containsExactly("/today", "/hearings", "/hearings/{hearing}");
    }

    @Test
    void theTableHasTheConsolesPages() throws Exception {
        assertThat(PageRoutes.read(Path.of("../docs/roles.md")))
                .hasSizeGreaterThan(70)
                .contains("/our-rooms", "/readiness", "/schedule", "/applications/{application}", "/users/{user}")
                .noneMatch(route -> route.contains("/api/"));
    }

    @Test
    void idsTakeThePlacesOfParameters() {
        Map<String, String> ids = Map.of("hearing", "h-1", "party", "device:$1");
        assertThat(PageRoutes.filled("/today", ids)).contains("/today");
        assertThat(PageRoutes.filled("/hearings/{hearing}/parties/{party}/letters", ids))
                .contains("/hearings/h-1/parties/device:$1/letters");
        assertThat(PageRoutes.filled("/hearings/{hearing}/bookings/{booking}", ids))
                .isEmpty();
    }
}

package org.courtbridge.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiEndpointsTest {

    private static final QueryParameter AFTER = QueryParameter.integer("after", "only what has higher numbers");
    private static final QueryParameter SIZE = QueryParameter.integer("size", "rows of a page");

    @Test
    void eachReadsTheParametersWithWhichItIsDeclared() {
        ApiEndpoints api = new ApiEndpoints();
        ApiEndpoints rows = api.reading(AFTER);
        rows.reading(SIZE).list("/api/v1/rows", Allowed.SEE_AUDIT, "Rows", Record.class, _ -> Reply.nothing());
        rows.get("/api/v1/rows/{row}", Allowed.SEE_AUDIT, "A row", Record.class, _ -> Reply.nothing());
        api.delete("/api/v1/rows/{row}", Allowed.SEE_AUDIT, "Delete a row", _ -> Reply.nothing());
        assertThat(api.all())
                .extracting(Endpoint::query)
                .containsExactly(List.of(AFTER, SIZE), List.of(AFTER), List.of());
        assertThat(api.all()).extracting(one -> one.reads("after")).containsExactly(true, true, false);
        assertThat(api.all()).extracting(one -> one.reads("size")).containsExactly(true, false, false);
    }
}

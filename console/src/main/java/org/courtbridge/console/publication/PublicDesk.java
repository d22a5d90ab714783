package org.courtbridge.console.publication;

import java.time.Duration;
import java.util.Optional;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.publication.PublicDays;
import org.courtbridge.court.publication.PublicList;

/** Gives the list of hearings to whoever asks for it, if the court publishes one. */
final class PublicDesk {

    /** How long an answer may be kept. */
    static final Duration FRESH = Duration.ofMinutes(1);

    /** Parameter of a query: the id of the only court whose hearings are asked for. */
    static final String COURT = "court";

    private final Optional<PublicList> list;

    PublicDesk(Optional<PublicList> list) {
        this.list = list;
    }

    /** @throws RequestException if the court publishes none */
    PublicDays all() {
        return list.orElseThrow(() -> RequestException.notFound("There is nothing here."))
                .days();
    }

    /** Those of the court that the query names; of all without one. */
    PublicDays asked(Call call) {
        Optional<String> court = court(call);
        PublicDays all = all();
        return court.map(all::ofCourt).orElse(all);
    }

    static Optional<String> court(Call call) {
        return call.query(COURT).filter(id -> !id.isBlank());
    }
}

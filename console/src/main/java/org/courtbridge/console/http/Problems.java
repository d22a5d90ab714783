package org.courtbridge.console.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.hearings.applications.ApplicationRefusedException;
import org.courtbridge.media.health.DatabaseOutage;

/** Turns failures into the status and the message that the sender of the request gets. */
public final class Problems {

    private static final Logger LOG = LogManager.getLogger(Problems.class);

    private Problems() {}

    /** @param key of a message that says the same in other languages */
    public record Cause(int status, String detail, Optional<String> key) {}

    public static Cause of(Throwable failure) {
        return switch (failure) {
            case ExecutionException e when e.getCause() != null -> of(e.getCause());
            case CompletionException e when e.getCause() != null -> of(e.getCause());
            case RequestException e -> new Cause(e.status(), message(e), e.key());
            case CommandRefusedException e ->
                new Cause(
                        e.refusal().equals(Optional.of(Refusal.NOT_INVITED)) ? 404 : 409,
                        message(e),
                        e.refusal().map(refusal -> "refusal." + refusal));
            case ApplicationRefusedException e ->
                new Cause(409, message(e), Optional.of("application.refusal." + e.refusal()));
            case IllegalArgumentException e -> new Cause(400, message(e), Optional.empty());
            case Exception e
            when DatabaseOutage.isCauseOf(e) -> {
                LOG.warn("a request failed for want of the database: {}", e.getMessage());
                yield new Cause(503, "The database does not answer; try again in a moment.", Optional.empty());
            }
            default -> {
                LOG.error("a request failed", failure);
                yield new Cause(500, "A fault of the gateway; it has been logged.", Optional.empty());
            }
        };
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? "" : e.getMessage();
    }

    static String title(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}

package org.courtbridge.console.metrics;

import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Principal;
import org.courtbridge.console.http.Reply;
import org.courtbridge.media.health.Readiness;

/**
 * Serves health checks and the figures for Prometheus. Anybody may know whether the gateway lives and takes calls. Figures
 * tell when a court sits, and what is amiss tells where it is weak: that is for programs on this machine and for whoever has
 * signed in with a role in the whole installation, as the figures are of all its courts.
 */
public final class HealthRoutes {

    private final Readiness readiness;
    private final Supplier<String> figures;

    /** @param figures in Prometheus' text format, version 0.0.4 */
    public HealthRoutes(Readiness readiness, Supplier<String> figures) {
        this.readiness = readiness;
        this.figures = figures;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page(HttpMethod.GET, "/metrics", Allowed.ANYBODY, call -> metrics(isOneOfUs(call))),
                Endpoint.page(
                        HttpMethod.GET, "/healthz", Allowed.ANYBODY, _ -> Reply.text(200, "text/plain", "alive\n")),
                Endpoint.page(HttpMethod.GET, "/readyz", Allowed.ANYBODY, call -> readiness(isOneOfUs(call))));
    }

    private static boolean isOneOfUs(Call call) {
        return isOneOfUs(call.source(), call.visitor());
    }

    static boolean isOneOfUs(String source, Optional<Principal> visitor) {
        return isThisMachine(source)
                || visitor.filter(one -> !one.memberships().everywhere().isEmpty())
                        .isPresent();
    }

    /** @param source an IP address, perhaps with a zone; empty if it is not known */
    static boolean isThisMachine(String source) {
        String address = source.split("%", 2)[0];
        return !address.isEmpty() && InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    Reply metrics(boolean oneOfUs) {
        return oneOfUs
                ? Reply.text(200, "text/plain; version=0.0.4; charset=utf-8", figures.get())
                : Reply.problem(401, "Sign in first, as somebody with a role in the whole installation.");
    }

    Reply readiness(boolean oneOfUs) {
        Readiness.State now = readiness.now();
        StringBuilder body = new StringBuilder(now.ready() ? "ready\n" : "not ready\n");
        if (oneOfUs) {
            now.details().forEach(line -> body.append(line).append('\n'));
        }
        return Reply.text(now.ready() ? 200 : 503, "text/plain; charset=utf-8", body.toString());
    }
}

package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway's HTTP on loopback, asked by somebody without any rights. */
final class LocalHttp {

    static final HttpClient CLIENT = HttpClient.newHttpClient();

    private LocalHttp() {}

    /** @return the status */
    static int get(String path) throws Exception {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** @return what comes back, with 200 */
    static String post(String path, String json) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    /** A counter among the metrics. */
    static long counter(String name) throws Exception {
        String metrics = CLIENT.send(request("/metrics").build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher matcher =
                Pattern.compile("(?m)^" + Pattern.quote(name) + " ([0-9.E]+)").matcher(metrics);
        assertThat(matcher.find()).as("%s in %s", name, metrics).isTrue();
        return (long) Double.parseDouble(matcher.group(1));
    }

    /** Arrivals at media ports that the gateway says it refused. */
    static long dropped(String ports) throws Exception {
        return counter("courtbridge_dropped_arrivals_total{ports=\"" + ports + "\"}");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(GatewayProcess.LOCAL_ORIGIN + path))
                .timeout(Duration.ofSeconds(60));
    }
}

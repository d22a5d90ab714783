package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.signalling.bfcp.BfcpTls;

/** Somebody at an address of his own who asks for pages over HTTPS, and keeps the cookies that he is given. */
final class WebVisitor implements AutoCloseable {

    private static final Pattern PROOF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final String PASSWORD = "тихая река 2026";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client;

    /** By name, as they are sent back. */
    private final Map<String, String> cookies = new LinkedHashMap<>(Map.of("language", "language=ru"));

    WebVisitor(String address) throws Exception {
        client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(address))
                .sslContext(BfcpTls.context())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Signs in for the first time, with a password of one's own from then on. */
    void signIn(String login, String oneTime) throws Exception {
        assertThat(submit("/login", Map.of("login", login, "password", oneTime)).statusCode())
                .isEqualTo(303);
        String proof = proof("/account/password");
        Map<String, String> change = Map.of("current", oneTime, "chosen", PASSWORD, "again", PASSWORD, "csrf", proof);
        assertThat(submit("/account/password", change).statusCode()).isEqualTo(303);
    }

    /** What a form of a page has to carry. */
    String proof(String path) throws Exception {
        HttpResponse<String> page = get(path);
        Matcher proof = PROOF.matcher(page.body());
        assertThat(proof.find())
                .as("%s: %d %s", path, page.statusCode(), page.body())
                .isTrue();
        return proof.group(1);
    }

    HttpResponse<String> get(String path) throws Exception {
        return kept(client.send(request(path).build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** @param headers names and values by turns, besides the cookies */
    HttpResponse<String> submit(String path, Map<String, String> fields, String... headers) throws Exception {
        return kept(client.send(form(path, fields, headers), HttpResponse.BodyHandlers.ofString()));
    }

    /** The same without waiting for the answer. */
    CompletableFuture<HttpResponse<String>> submits(String path, Map<String, String> fields) {
        return client.sendAsync(form(path, fields), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest form(String path, Map<String, String> fields, String... headers) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        HttpRequest.Builder request = request(path).header("Content-Type", FORM);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }

    /** Says a code word at a participant's link. */
    HttpResponse<String> says(String link, String word) throws Exception {
        String code = link.substring(link.lastIndexOf('/') + 1);
        HttpRequest saying = request("/api/v1/join/" + code)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"codeWord\":\"" + word + "\"}"))
                .build();
        return client.send(saying, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(Desk.SITE + path))
                .timeout(Duration.ofSeconds(60))
                .header("Cookie", String.join("; ", cookies.values()));
    }

    private HttpResponse<String> kept(HttpResponse<String> response) {
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.replaceAll(";.*", "");
            cookies.put(pair.replaceAll("=.*", ""), pair);
        }
        return response;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}

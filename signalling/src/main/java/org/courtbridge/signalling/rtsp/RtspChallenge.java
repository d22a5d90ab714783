package org.courtbridge.signalling.rtsp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.signalling.rtsp.CameraStream.Login;

/**
 * A camera's challenge, and our answer: digest by SHA-256 or MD5 (RFC 7616), with or without {@code qop=auth}, as many cameras know
 * RFC 2069 alone. A password in the clear is given to nobody.
 *
 * @param nonce whatever the camera says
 * @param opaque empty if there is none
 */
record RtspChallenge(String algorithm, String realm, String nonce, Optional<String> opaque, boolean qop) {

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z]+)[ \t]*=[ \t]*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /**
     * The strongest that can be answered.
     *
     * @param headers values of {@code WWW-Authenticate}
     */
    static Optional<RtspChallenge> strongest(List<String> headers) {
        return headers.stream()
                .flatMap(header -> parse(header).stream())
                .max(Comparator.comparing(challenge -> challenge.algorithm.equals("SHA-256")));
    }

    private static Optional<RtspChallenge> parse(String header) {
        String[] words = header.strip().split("[ \t]+", 2);
        if (words.length < 2 || !words[0].equalsIgnoreCase("Digest")) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (Matcher each = PARAMETER.matcher(words[1]); each.find(); ) {
            String quoted = each.group(2);
            parameters.putIfAbsent(
                    each.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? each.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        String algorithm = parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        String qop = parameters.getOrDefault("qop", "");
        boolean auth = List.of(qop.split("[, ]+")).contains("auth");
        if (realm == null
                || nonce == null
                || !List.of("MD5", "SHA-256").contains(algorithm)
                || !qop.isEmpty() && !auth) {
            return Optional.empty();
        }
        return Optional.of(
                new RtspChallenge(algorithm, realm, nonce, Optional.ofNullable(parameters.get("opaque")), auth));
    }

    /**
     * The value of {@code Authorization} for a request.
     *
     * @param count of requests with this nonce, from 1; each is answered once
     */
    String answer(Login login, String method, String uri, int count) {
        return answer(
                login,
                method,
                uri,
                count,
                Long.toHexString(ThreadLocalRandom.current().nextLong()));
    }

    /** The same with a client nonce that is given. */
    String answer(Login login, String method, String uri, int count, String clientNonce) {
        String number = String.format(Locale.ROOT, "%08x", count);
        String secret = hash(login.user() + ":" + realm + ":" + login.password());
        String request = hash(method + ":" + uri);
        String between = qop ? number + ":" + clientNonce + ":auth:" : "";
        StringBuilder text = new StringBuilder("Digest username=")
                .append(quoted(login.user()))
                .append(", realm=")
                .append(quoted(realm))
                .append(", nonce=")
                .append(quoted(nonce))
                .append(", uri=")
                .append(quoted(uri))
                .append(", response=")
                .append(quoted(hash(secret + ":" + nonce + ":" + between + request)))
                .append(", algorithm=")
                .append(algorithm);
        opaque.ifPresent(value -> text.append(", opaque=").append(quoted(value)));
        if (qop) {
            text.append(", qop=auth, nc=").append(number).append(", cnonce=").append(quoted(clientNonce));
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}

package org.courtbridge.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Limit;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.Reason;
import org.courtbridge.provisioning.testcall.Verdict;

/**
 * Verdicts as JSON, as they are kept for good: names of checks, outcomes, doubts and reasons never change.
 *
 * <p>A verdict that this version does not know, as a newer one made it, is left out when it is read; it stays in the database.
 */
final class VerdictJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private VerdictJson() {}

    static String write(List<Verdict> verdicts) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Verdict verdict : verdicts) {
            ObjectNode one = all.addObject();
            one.put("check", verdict.check().name());
            one.put("outcome", verdict.outcome().name());
            verdict.figure().ifPresent(figure -> one.put("figure", figure));
            one.putObject("limit")
                    .put("pass", verdict.limit().pass())
                    .put("fail", verdict.limit().fail())
                    .put("reason", verdict.limit().reason());
            verdict.doubt().ifPresent(doubt -> one.put("doubt", doubt.name()));
            verdict.reason().ifPresent(reason -> one.put("reason", reason.name()));
            verdict.codings()
                    .ifPresent(codings ->
                            one.putObject("codings").put("up", codings.up()).put("down", codings.down()));
        }
        return all.toString();
    }

    /** @throws StoreException if it is no list of verdicts at all */
    static List<Verdict> read(String json, String place) {
        try {
            List<Verdict> verdicts = new ArrayList<>();
            for (JsonNode one : MAPPER.readTree(json)) {
                read(one).ifPresent(verdicts::add);
            }
            return verdicts;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new StoreException("%s: not the verdicts of a test".formatted(place), e);
        }
    }

    private static Optional<Verdict> read(JsonNode json) {
        Optional<Check> check = named(Check.values(), json.path("check"));
        Optional<Outcome> outcome = named(Outcome.values(), json.path("outcome"));
        Optional<Doubt> doubt = named(Doubt.values(), json.path("doubt"));
        if (check.isEmpty() || outcome.isEmpty() || doubt.isPresent() != json.has("doubt")) {
            return Optional.empty();
        }
        JsonNode limit = json.path("limit");
        return Optional.of(new Verdict(
                check.get(),
                outcome.get(),
                json.has("figure") ? OptionalDouble.of(json.path("figure").doubleValue()) : OptionalDouble.empty(),
                new Limit(
                        limit.path("pass").doubleValue(),
                        limit.path("fail").doubleValue(),
                        limit.path("reason").asText()),
                doubt,
                // It failed, for whatever reason a newer version knows.
                named(Reason.values(), json.path("reason")),
                json.has("codings") ? Optional.of(codings(json.path("codings"))) : Optional.empty()));
    }

    private static Verdict.Codings codings(JsonNode json) {
        return new Verdict.Codings(json.path("up").asText(), json.path("down").asText());
    }

    private static <T extends Enum<T>> Optional<T> named(T[] all, JsonNode name) {
        return Arrays.stream(all)
                .filter(one -> one.name().equals(name.asText()))
                .findFirst();
    }
}

package org.courtbridge.devices.huawei;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.SettingResults;

/**
 * Settings of a terminal, by identifiers: {@code WEB_SaveCfgParamAPI} takes texts and numbers apart, and
 * {@code WEB_GetCfgParamAPI} tells what it is asked for. The identifiers of its SIP server and SIP proxy, {@code sipserv_addr}
 * and {@code proxy_addr}, are known of independent programs for TE40s. Those of user, password, transport and gatekeeper are
 * published nowhere that we found: whoever knows them names them, so every identifier is sent as it is.
 */
final class TerminalSettings {

    private static final String SAVE = "WEB_SaveCfgParamAPI";
    private static final String GET = "WEB_GetCfgParamAPI";
    private static final Pattern NAME = Pattern.compile("(string|int) ([A-Za-z0-9_.:\\[\\]-]{1,100})");
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,9}");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ActionSession session;
    private final SettingResults results = new SettingResults();

    /** @param name as it is told by: {@code string} or {@code int}, and the identifier */
    private record Item(String name, boolean isNumber, String identifier, String value, boolean isSecret) {}

    private TerminalSettings(ActionSession session) {
        this.session = session;
    }

    /**
     * @param command with names such as {@code string sipserv_addr} or {@code int some_port}
     * @throws DeviceException before anything is sent, {@link DeviceFault#NOT_SUPPORTED} if a name is no such one and {@link
     *     DeviceFault#REFUSED} if a number is none; in the future, with what became of each, if the terminal did not take all
     */
    static CompletableFuture<Void> set(ActionSession session, DeviceCommand.Configure command, Duration readback) {
        List<Item> items = command.settings().entrySet().stream()
                .map(one -> item(one.getKey(), one.getValue(), command.secrets().contains(one.getKey())))
                .toList();
        TerminalSettings settings = new TerminalSettings(session);
        return settings.save(items)
                .thenCompose(taken -> settings.readBack(taken, readback, command))
                .thenRun(settings.results::requireAll);
    }

    private static Item item(String name, String value, boolean isSecret) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw DeviceException.noSetting(name);
        }
        boolean isNumber = matcher.group(1).equals("int");
        if (isNumber && !NUMBER.matcher(value).matches()) {
            throw new DeviceException(DeviceFault.REFUSED, "%s: no whole number".formatted(name));
        }
        return new Item(name, isNumber, matcher.group(2), value, isSecret);
    }

    /** All at once, as some may belong together; if the terminal refuses that, each by itself. @return what it says that it took */
    private CompletableFuture<List<Item>> save(List<Item> items) {
        return session.act(SAVE, saved(items)).thenApply(_ -> items).exceptionallyCompose(failure -> {
            DeviceException why = refusal(failure);
            if (items.size() == 1) {
                results.missed(items.getFirst().name(), why);
                return CompletableFuture.completedFuture(List.of());
            }
            CompletableFuture<List<Item>> all = CompletableFuture.completedFuture(new ArrayList<>());
            for (Item item : items) {
                all = all.thenCompose(taken -> save(List.of(item)).thenApply(more -> {
                    taken.addAll(more);
                    return taken;
                }));
            }
            return all;
        });
    }

    private static ObjectNode saved(List<Item> items) {
        ObjectNode body = JSON.objectNode();
        ArrayNode numbers = body.putArray("CfgItemInt");
        ArrayNode texts = body.putArray("CfgItemString");
        for (Item item : items) {
            if (item.isNumber()) {
                numbers.addObject()
                        .put("CfgItemID", item.identifier())
                        .put("CfgItemInfo", Long.parseLong(item.value()));
            } else {
                texts.addObject().put("CfgItemID", item.identifier()).put("CfgItemInfo", item.value());
            }
        }
        return body;
    }

    /** Reads settings back that were taken; secret ones, which are not shown, are believed. */
    private CompletableFuture<Void> readBack(List<Item> taken, Duration interval, DeviceCommand command) {
        taken.stream().filter(Item::isSecret).forEach(item -> results.believed(item.name()));
        List<Item> unseen =
                new ArrayList<>(taken.stream().filter(item -> !item.isSecret()).toList());
        return Readback.until(() -> look(unseen), interval, command).exceptionally(failure -> {
            DeviceException why = DeviceException.of(failure);
            if (why.fault() != DeviceFault.NOT_CARRIED_OUT) {
                throw why;
            }
            unseen.forEach(item -> results.notSeen(item.name()));
            return null;
        });
    }

    /** @param unseen of which some may be taken out */
    private CompletableFuture<Boolean> look(List<Item> unseen) {
        if (unseen.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return shown(List.copyOf(unseen)).thenApply(seen -> {
            seen.forEach(item -> results.taken(item.name()));
            unseen.removeAll(seen);
            return unseen.isEmpty();
        });
    }

    /** Those that the terminal shows as they were told. It may refuse to tell some. */
    private CompletableFuture<List<Item>> shown(List<Item> items) {
        ObjectNode asked = JSON.objectNode();
        ArrayNode identifiers = asked.putArray("CfgIDString");
        items.forEach(item -> identifiers.add(item.identifier()));
        return session.act(GET, asked)
                .thenApply(now ->
                        items.stream().filter(item -> isAsTold(item, now)).toList())
                .exceptionallyCompose(failure -> {
                    refusal(failure);
                    CompletableFuture<List<Item>> all = CompletableFuture.completedFuture(new ArrayList<>());
                    for (Item item : items.size() == 1 ? List.<Item>of() : items) {
                        all = all.thenCompose(seen -> shown(List.of(item)).thenApply(more -> {
                            seen.addAll(more);
                            return seen;
                        }));
                    }
                    return all;
                });
    }

    private static boolean isAsTold(Item item, JsonNode now) {
        JsonNode value = now.path(item.identifier());
        return value.isValueNode() && value.asText().equals(item.value());
    }

    private static DeviceException refusal(Throwable failure) {
        DeviceException why = DeviceException.of(failure);
        if (why.fault() != DeviceFault.REFUSED) {
            throw why;
        }
        return why;
    }
}

package org.courtbridge.signalling.ivr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Composes the {@link PromptScreen} of a {@link Menu}. */
final class MenuScreen {

    /** As it looks on a key, in the middle of the line. */
    static final String STAR = "∗";

    private MenuScreen() {}

    static PromptScreen of(Menu menu, Instant now) {
        Words words = Words.in(menu.language());
        String heading = words.get("menu.heading");
        return switch (menu.stage()) {
            case Menu.Stage.Typing typing -> typing(menu, typing, words);
            case Menu.Stage.Checking _ -> PromptScreen.of(heading, words.get("menu.checking"));
            case Menu.Stage.Slowed slowed ->
                PromptScreen.of(heading, words.get("menu.slowed", seconds(Duration.between(now, slowed.until()))));
            case Menu.Stage.Leaving leaving -> farewell(leaving.farewell(), words);
            case Menu.Stage.Over _ -> PromptScreen.of(heading, words.get("farewell.goodbye"));
        };
    }

    private static PromptScreen typing(Menu menu, Menu.Stage.Typing typing, Words words) {
        PromptScreen.Key star =
                new PromptScreen.Key(STAR, words.get(typing.typed().isEmpty() ? "key.language" : "key.erase"));
        PromptScreen screen = switch (typing.field()) {
            case NUMBER ->
                PromptScreen.of(words.get("menu.heading"), words.get("menu.number"))
                        .withField(typing.typed());
            case PIN ->
                PromptScreen.of(words.get("menu.pin.of", typing.number()), words.get("menu.pin"))
                        .withField(covered(typing.typed()));
        };
        PromptScreen asking = screen.withKeys(List.of(new PromptScreen.Key("#", words.get("key.enter")), star));
        return menu.wrong() ? asking.withNotice(words.get("menu.wrong")) : asking;
    }

    /** Whoever else is in the room sees the last digit only. */
    private static String covered(String pin) {
        return pin.isEmpty() ? "" : "•".repeat(pin.length() - 1) + pin.charAt(pin.length() - 1);
    }

    private static PromptScreen farewell(Menu.Farewell farewell, Words words) {
        String goodbye = words.get("farewell.goodbye");
        return switch (farewell) {
            case SILENCE ->
                PromptScreen.of(words.get("menu.heading"), words.get("farewell.silence"))
                        .withDetail(goodbye);
            case BLOCKED ->
                PromptScreen.of(words.get("menu.heading"), words.get("farewell.blocked"))
                        .withNotice(words.get("farewell.blocked.advice"))
                        .withDetail(goodbye);
            case UNAVAILABLE ->
                PromptScreen.of(words.get("menu.heading"), words.get("farewell.unavailable"))
                        .withDetail(goodbye);
        };
    }

    /** Rounded up: at zero the waiting is over. */
    private static long seconds(Duration left) {
        return Math.max(0, left.plusMillis(999).toSeconds());
    }
}

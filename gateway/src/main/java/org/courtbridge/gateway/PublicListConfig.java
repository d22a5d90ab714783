package org.courtbridge.gateway;

import java.nio.file.Path;
import java.util.Optional;
import org.courtbridge.operations.delivery.WebHook;

/**
 * Settings of the list of hearings for the public.
 *
 * @param enabled whether there is one
 * @param days that it has after today
 * @param titles whether titles of hearings are in it
 * @param hook that it is posted to
 * @param folder that it is written to
 */
record PublicListConfig(
        boolean enabled, int days, boolean titles, Optional<WebHook.Settings> hook, Optional<Path> folder) {

    private static final String SECTION = "public-list.";
    private static final int USUAL_DAYS = 7;
    private static final int MOST_DAYS = 92;

    /** Complains of what is wrong, and goes on. */
    static PublicListConfig of(ConfigFile file) {
        PublicListConfig config = new PublicListConfig(
                file.truth(SECTION + "enabled", false),
                file.number(SECTION + "days", 0, MOST_DAYS, USUAL_DAYS),
                file.truth(SECTION + "titles", false),
                AlertConfig.hook(file, SECTION),
                file.path(SECTION + "folder"));
        if (!config.enabled && config.hook.isPresent()) {
            file.complain(SECTION + "hook", "without public-list.enabled there is no list to post");
        }
        if (!config.enabled && config.folder.isPresent()) {
            file.complain(SECTION + "folder", "without public-list.enabled there is no list to write");
        }
        return config;
    }
}

package org.courtbridge.console.metrics;

import java.nio.file.Path;
import java.util.function.Function;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Reply;

/** Endpoint that has a backup made. */
public final class BackupApi {

    private final Function<String, Path> backUp;

    /** @param backUp makes a backup, for whom the audit trail names, and gives its file */
    public BackupApi(Function<String, Path> backUp) {
        this.backUp = backUp;
    }

    /** @param file on the gateway's machine */
    record BackupMade(String file) {}

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/backups",
                Allowed.CHANGE_KEYS,
                "Copy all that the gateway keeps, but the master key, into one file in its data folder",
                200,
                null,
                BackupMade.class,
                call -> Reply.json(
                        200,
                        new BackupMade(
                                backUp.apply(call.actor()).toAbsolutePath().toString())));
    }
}

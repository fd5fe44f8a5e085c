package io.cascadeflow.camel.dashboard;

import io.cascadeflow.camel.dashboard.figures.Figures;
import java.io.IOException;

/** One page. Thread-safe. */
interface Page {

    String title();

    /** May wait for a database. */
    Html content(Ask ask, Figures figures) throws IOException;
}

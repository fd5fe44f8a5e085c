/** What cascades save, against baselines that can be known. */
@NullMarked
package io.cascadeflow.budget.report.savings;

import org.jspecify.annotations.NullMarked;

package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.camel.config.Tree.Form;
import io.cascadeflow.camel.config.Tree.Items;
import io.cascadeflow.camel.config.Tree.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads flat properties: {@code cascades.support.tiers[0].name=small}. A key with dots or colons stands in brackets:
 * {@code models[openai:gpt-4.1].input=2}.
 */
final class PropertyTree {

    private static final Pattern SEGMENT = Pattern.compile("\\.?([^.\\[\\]]+)|\\[([^\\[\\]]+)]");
    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    private final Map<String, PropertyTree> children = new LinkedHashMap<>();
    private final Place place;
    private @Nullable String value;

    private PropertyTree(Place place) {
        this.place = place;
    }

    static Tree parse(Map<String, String> properties, Problems problems) {
        PropertyTree root = new PropertyTree(new Place(Place.PROPERTY, 0, 0, ""));
        new TreeMap<>(properties).forEach((key, value) -> root.put(key, value, problems));
        return root.tree(problems);
    }

    private void put(String key, String text, Problems problems) {
        Place whole = new Place(Place.PROPERTY, 0, 0, key);
        PropertyTree node = this;
        Matcher segment = SEGMENT.matcher(key);
        int end = 0;
        while (segment.find() && segment.start() == end) {
            end = segment.end();
            Place at = new Place(Place.PROPERTY, 0, 0, key.substring(0, end));
            String name = segment.group(1) == null ? segment.group(2) : segment.group(1);
            node = node.children.computeIfAbsent(name, n -> new PropertyTree(at));
        }
        if (end < key.length() || key.isEmpty()) {
            problems.add(whole, "this key cannot be read; write it like cascades.support.tiers[0].name");
        } else if (node.value != null) {
            problems.add(whole, "this key is there twice, in two spellings; keep one");
        } else {
            node.value = text;
        }
    }

    private Tree tree(Problems problems) {
        if (value != null && !children.isEmpty()) {
            problems.add(place, "this key has a value and keys below it; keep one");
        }
        if (value != null) {
            return new Leaf(value, Form.UNTYPED, place);
        }
        boolean list = !children.isEmpty()
                && children.keySet().stream().allMatch(key -> INDEX.matcher(key).matches());
        return list ? items(problems) : branch(problems);
    }

    private Tree branch(Problems problems) {
        List<Entry> entries = new ArrayList<>();
        children.forEach((key, child) -> entries.add(new Entry(key, child.place, child.tree(problems))));
        return new Branch(entries, place);
    }

    private Tree items(Problems problems) {
        Map<Integer, PropertyTree> byIndex = new TreeMap<>();
        children.forEach((key, child) -> byIndex.put(Integer.valueOf(key), child));
        List<Tree> items = new ArrayList<>();
        byIndex.forEach((index, child) -> {
            if (index != items.size()) {
                problems.add(place.item(items.size()), "this item is missing; number the items from 0 without gaps");
            }
            items.add(child.tree(problems));
        });
        return new Items(items, place);
    }
}

-- The weights of data/link.toml as DuckDB macros over flat records, for bench/linkers.py, which fills in what is in braces.
-- One macro a feature; each gives 0 where the feature cannot be judged.

create macro bare(name) as split_part(name, '|', 1);
create macro initials(name) as split_part(name, '|', 2);
create macro stands_in(inside, whole) as contains(inside, ' ') and contains(' ' || whole || ' ', ' ' || inside || ' ');
create macro same_party(x, y) as bare(x) = bare(y) or initials(x) = bare(y) or initials(y) = bare(x)
    or stands_in(bare(x), bare(y)) or stands_in(bare(y), bare(x));
create macro shared(ours, theirs) as case when list_has_any(ours, theirs) then list_intersect(ours, theirs)
    else list_filter(ours, lambda x: len(list_filter(theirs, lambda y: same_party(x, y))) > 0) end;

create macro type_weight(one, other, status, status2) as case when one = other then {type[same]}
    else coalesce({types}[one || ' ' || other], {type[differ]})
        - case when 'AGREE' in (one, other) and 'planned' not in (status, status2) then 1 else 0 end end;

create macro mode_weight(type, type2, one, other) as case
    when type <> type2 or (one is null and other is null) then 0
    when one is distinct from other and (one in {apart} or other in {apart}) then {mode[never]}
    when one is null or other is null then 0
    when one = other then case when one in {rarely} then {mode[rare]} else {mode[same]} end
    else coalesce({modes}[one || ' ' || other], {mode[differ]}) end;

create macro km(x, y) as 12742 * asin(sqrt(least(1, pow(sin(radians(y.lat - x.lat) / 2), 2)
    + cos(radians(x.lat)) * cos(radians(y.lat)) * pow(sin(radians(y.lon - x.lon) / 2), 2))));
create macro is_point(x) as x.kind in ('town', 'base', 'crossing', 'admin2');
create macro lies_in(i, o) as coalesce(case
    when o.kind = 'country' then i.kind <> 'country' and i.country = o.country
    when o.kind not in ('admin1', 'region') then false
    when i.region is not null then i.region = o.name
    else is_point(i) and i.country is not distinct from o.country and km(i, o) <= {place[around_km]} end, false);
create macro two_places(x, y) as case
    when x.name = y.name and coalesce(km(x, y) <= {place[far_km]} or not is_point(x), true)
        then coalesce({kinds}[x.kind], {place[town]})
    when lies_in(x, y) or lies_in(y, x) then {place[within]}
    when is_point(x) and is_point(y) and km(x, y) <= {place[near_km]} then {place[near]}
    when x.country <> y.country or km(x, y) > {place[far_km]} then {place[far]}
    else {place[differ]} end;
create macro best_place(ours, theirs) as list_max(flatten(list_transform(ours, lambda x:
    list_transform(theirs, lambda y: two_places(x, y)))));
create macro place_weight(ours, theirs, around, around2) as case
    when len(ours) > 0 and len(theirs) > 0 then best_place(ours, theirs)
    else coalesce(round(greatest(0, best_place(case when len(ours) > 0 then ours else around end,
        case when len(theirs) > 0 then theirs else around2 end)) * {place[near_share]}, 2), 0) end;

create macro half_known(first, last, type, status, status2, told) as case
    when told is null then 0
    when first - told > 1 and 'planned' not in (status, status2) then {day[later]}
    when told - last <= 31 or type in {lasting} then 0
    else {day[long_ago]} end;
create macro both_known(gap, longest) as case
    when gap <= 0 then case when longest <= 3 then {day[same]} else {day[overlap]} end
    when gap = 1 and longest <= 3 then {day[next]}
    when gap <= case when longest <= 3 then 2 else 3 end then {day[near]}
    when gap <= 7 then {day[week]} else {day[far]} end;
create macro day_weight(first, last, first2, last2, type, type2, status, status2, told, told2) as case
    when first is not null and first2 is not null
        then both_known(greatest(first2 - last, first - last2), 1 + greatest(last - first, last2 - first2))
    when first is not null then half_known(first, last, type, status, status2, told2)
    when first2 is not null then half_known(first2, last2, type2, status2, status, told)
    when told is null or told2 is null then 0
    when abs(told - told2) <= 3 then {day[fresh]}
    when abs(told - told2) <= 14 then 0
    when abs(told - told2) <= 60 then {day[stale]} else {day[old]} end;

create macro sides_weight(act, hit, act2, hit2, powers, powers2) as case
    when len(shared(act, act2)) > 0 or len(shared(hit, hit2)) > 0 then 0
    when len(shared(act, hit2)) > 0 and len(shared(hit, act2)) > 0 then {direction[opposite]}
    when len(shared(act, hit2)) > 0 or len(shared(hit, act2)) > 0 then case
        when greatest(len(act), len(act2)) = 1 and list_has_all(list_intersect(powers, powers2),
            list_concat(shared(act, hit2), shared(hit, act2))) then {parties[turned]} else {parties[same]} end
    else 0 end;
create macro role_weight(ours, theirs, words, words2, powers, powers2, same, alike, differ, other) as case
    when len(ours) = 0 or len(theirs) = 0 then 0
    when len(shared(ours, theirs)) > 0 then same
    when list_has_any(words, words2) then alike
    when list_has_any(ours, powers) and list_has_any(theirs, powers2) then differ else other end;

create macro is_open(n, top) as case when n.high is null then n.low <= top when n.low is null then n.high >= top
    else false end;
create macro two_figures(x, y, top, top2) as case
    when top is null or top2 is null then 0
    when x.low is not distinct from y.low and x.high is not distinct from y.high
        then case when top > 0 then {figures[same]} else 0 end
    when is_open(x, top2) or is_open(y, top) or greatest(top, top2) <= least(top, top2) * {figures[ratio]}
        then {figures[close]}
    when greatest(top, top2) <= least(top, top2) * {figures[wide]} then 0 else {figures[differ]} end;
create macro figures_weight(ours, theirs) as coalesce(list_max(flatten(list_transform(ours, lambda x: list_transform(
    list_filter(theirs, lambda y: y.kind = x.kind),
    lambda y: two_figures(x, y, greatest(x.low, x.high), greatest(y.low, y.high)))))), 0);

create macro anchor_weight(ours, theirs, alike, alike2) as case when list_has_any(ours, theirs) then {anchor[same]}
    when list_has_any(alike, alike2) then {anchor[alike]} else 0 end;
create macro by_share(share) as case when least({words[most]}, {words[each]} * share) < {words[least]} then 0
    else round(least({words[most]}, {words[each]} * share), 2) end;
create macro words_weight(ours, theirs, anchor, anchor2) as by_share(
    len(list_filter(list_intersect(ours, theirs), lambda w: not list_contains(list_concat(anchor, anchor2), w)))
    / greatest(4, least(len(ours), len(theirs))));
create macro speaker_weight(ours, theirs) as case when list_has_any(ours, theirs) then {speaker[same]} else 0 end;
create macro toll_weight(report, report2, ref, ref2, toll_of, toll_of2) as case when report = report2
    and (toll_of = ref2 or toll_of2 = ref or toll_of = toll_of2) then {toll[same]} else 0 end;
create macro report_weight(report, report2) as case when report = report2 then {prior_within} - {prior} else 0 end;

create macro can_compare(type, type2, status, status2, first, last, first2, last2, told, told2) as
    'conditional' not in (status, status2)
    and (type = type2 or {types}[type || ' ' || type2] is not null)
    and coalesce(case when first is not null and first2 is not null then greatest(first2 - last, first - last2)
        <= {apart_days} else abs(told - told2) <= {window_days} end, true);
create macro is_apart(report, report2, type, type2, said_by, said_by2, is_another2, place, day, sides) as
    sides = {direction[opposite]} or (report = report2 and (type <> type2 or said_by = said_by2 or is_another2
    or place < 0 or day < 0 or sides < 0));

"""Plans of record rules: what they have beforehand, and where their ways lead."""

from drawn.shipped import everything

from extractor.resolving.planning import Plan, make_plan

RULESET = everything().ruleset
PLANS = [make_plan(rule, RULESET, frozenset()) for rule in RULESET.rules if rule.emits]


def path_to(plan: Plan, at: int) -> tuple[str, ...]:
    """Give the fields that a way leads through."""
    if at == 0:
        return ()
    before, name = plan.ways[at - 1]
    return (*path_to(plan, before), name)


def test_ways_lead_where_the_paths_of_a_field_lead() -> None:
    """The ways of each field are the paths of its normaliser, in their order."""
    ends = [
        ([(path_to(plan, at), last) for at, last in step.ends], list(step.call.paths))
        for plan in PLANS
        for step in plan.steps
        if step.ends
    ]
    assert ends
    assert all(reached == paths for reached, paths in ends)


def test_fields_share_their_ways() -> None:
    """No plan goes a way twice, and each way begins at one that was gone before."""
    for plan in PLANS:
        assert len(set(plan.ways)) == len(plan.ways)
        assert all(before <= number for number, (before, _) in enumerate(plan.ways))


def test_what_a_rule_says_outright_is_no_step() -> None:
    """A constant stands in the record before anything is looked for."""
    (plan,) = (each for each in PLANS if each.evidence.rule == "dated_event.explained")
    assert plan.blank["relation"] == "on"
    assert "relation" not in {step.field.name for step in plan.steps}

"""Where the lines of a trace lead, for those who may open what they are about."""


def links_of(env, line, handler):
    """Links to what a line of a trace is about.

    :param env: environment of the reader
    :param dict line: as ``engine.trace`` makes it
    :param handler: the handler of the call, where a failure is to lead there, or None
    :return: ``label``, ``model`` and ``id`` of each
    :rtype: list[dict]
    """
    rule = line.get("rule")
    links = _readable(env, "base.automation", [rule["id"]]) if rule else []
    ids = line.get("candidates") or line.get("ids")
    if ids and line.get("model"):
        links += _readable(env, line["model"], ids)
    if line["state"] == "failed" and not rule and handler:
        for link in _readable(env, handler._name, handler.ids):
            links.append({**link, "label": env._("Handler: %s", link["label"])})
    return links


def _readable(env, model, ids):
    if model not in env or not env[model].has_access("read"):
        return []
    records = env[model].with_context(active_test=False).browse(ids).exists()
    return [
        {"label": record.display_name, "model": model, "id": record.id}
        for record in records._filtered_access("read")
    ]
